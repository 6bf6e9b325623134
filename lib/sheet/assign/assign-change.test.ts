import { describe, expect, test } from "vitest";
import type { SourceRecord } from "@/lib/otp/record";
import { History } from "@/lib/sheet/history";
import { Rows } from "@/lib/sheet/rows";
import { goodRecord, secretOf, userIdOf } from "@/lib/sheet/testing";
import { Workbench } from "@/lib/sheet/workbench";
import type { OwnerListView } from "./owner-list";

async function open(list: string, ...records: Partial<SourceRecord>[]) {
  const rows = new Rows();
  rows.add(
    0,
    records.map((changes, number) => goodRecord(number, { userId: "", ...changes })),
  );
  const history = new History(rows);
  const bench = new Workbench(rows, history, () => rows.all);
  const view = await bench.useOwners(new Blob([list]));
  if (!view || "problem" in view) throw new Error("no list");
  return { rows, history, bench, view };
}
const TOKENS = [{ label: "OATH0001" }, { label: "oath0002" }, { label: "OATH0003" }];
const asked = ({ guess }: OwnerListView) => ({ kind: "assign", ...guess }) as const;

describe("the columns of a list", () => {
  test.each([
    [
      `serial,owner,user id\nOATH0001,ann,${userIdOf(1)}\n`,
      { keyAt: 0, ownerAt: 2, says: "userId", hasHeader: true },
    ],
    [
      "ann@example.com;OATH0001\nbob@example.com;OATH0002\n",
      { keyAt: 1, ownerAt: 0, says: "email", hasHeader: false },
    ],
    ["OATH0001\tann\nOATH0002\tbob", { keyAt: 0, ownerAt: 1, says: "username", hasHeader: false }],
    ["序列号,手机号\nOATH0001,13800138000\n", { keyAt: 0, ownerAt: 1, says: "phone", hasHeader: true }],
  ])("%j", async (list, guess) => expect((await open(list, ...TOKENS)).view.guess).toEqual(guess));
});

test("the columns of a list show what they hold, but no seeds", async () => {
  const seeds = [secretOf(1), secretOf(2)];
  const list = ["serial,seed,user", `OATH0001,${seeds[0]},ann`, `OATH0002,${seeds[1]},bob`, ""].join("\n");
  const { columns } = (await open(list, ...TOKENS)).view;
  expect([columns[0], columns[2]]).toEqual([
    { name: "serial", samples: ["OATH0001", "OATH0002"] },
    { name: "user", samples: ["ann", "bob"] },
  ]);
  const unnamed = (await open(list.slice(list.indexOf("\n") + 1), ...TOKENS)).view;
  for (const seed of seeds) expect(JSON.stringify([columns, unnamed])).not.toContain(seed);
});

describe("a list of owners", () => {
  const list = [
    "serial,user id",
    `oath0001,${userIdOf(1)}`,
    `OATH0002,${userIdOf(2)}`,
    `OATH0009,${userIdOf(9)}`,
    `OATH0008,${userIdOf(7)}`,
    `OATH0008,${userIdOf(8)}`,
    "OATH0003,",
    "",
  ].join("\r\n");

  test("says what it would do, and what of it fits nothing", async () => {
    const { bench, view } = await open(list, ...TOKENS, { userId: userIdOf(5), label: "OATH0009" });
    expect(await bench.preview(asked(view), false)).toMatchObject({
      changed: 2,
      mended: 2,
      assigned: { missing: 1, unused: 1, ambiguous: 1 },
    });
  });

  test("gives the rows their users in one step, and leaves those that have one", async () => {
    const { rows, history, bench, view } = await open(list, ...TOKENS, {
      userId: userIdOf(5),
      label: "OATH0009",
    });
    expect(await bench.apply(asked(view))).toEqual({ code: "assign", rows: 2, whole: true });
    expect(rows.all.map(({ record }) => record.userId)).toEqual([userIdOf(1), userIdOf(2), "", userIdOf(5)]);
    expect(await history.undo()).toEqual({ code: "assign", rows: 2, locked: 0 });
    expect(rows.all.map(({ record }) => record.userId)).toEqual(["", "", "", userIdOf(5)]);
  });

  test("of addresses makes the rows ready to be looked up, and forgets that nobody was found", async () => {
    const { rows, bench, view } = await open("OATH0001,ann@example.com", {
      label: "OATH0001",
      username: "?",
      found: ["user_not_found"],
    });
    await bench.apply(asked(view));
    expect(rows.byId(0)?.record).toMatchObject({ userId: "", email: "ann@example.com", found: [] });
  });

  test("is forgotten with its dialog", async () => {
    const { bench, view } = await open(list, ...TOKENS);
    await bench.useOwners(null);
    expect(await bench.preview(asked(view), false)).toBe(null);
    expect(await bench.apply(asked(view))).toBe(null);
  });
});

test("what is no list says what it is", async () => {
  const rows = new Rows();
  const bench = new Workbench(rows, new History(rows), () => rows.all);
  expect(await bench.useOwners(new Blob([]))).toEqual({ problem: "empty" });
});
