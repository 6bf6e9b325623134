import { describe, expect, test, vi } from "vitest";
import type { SourceRecord } from "@/lib/otp/record";
import { History } from "./history";
import type { KeepRule } from "./keep-one";
import { Rows } from "./rows";
import { goodRecord, range, SECRET } from "./testing";
import { type ChangeRequest, Workbench } from "./workbench";

function benchOf(...records: Partial<SourceRecord>[]) {
  const rows = new Rows();
  rows.add(
    0,
    records.map((changes, number) => goodRecord(number, changes)),
  );
  const history = new History(rows);
  return { rows, history, bench: new Workbench(rows, history, () => rows.all) };
}
const fix = (changes: Partial<Extract<ChangeRequest, { kind: "fix" }>>): ChangeRequest => ({
  kind: "fix",
  fix: "zero_to_o",
  issue: "secret_lookalike",
  source: null,
  whole: false,
  ...changes,
});
const ZERO = "GEZDGNBVGY3TQ0JQGEZDGNBVGY3TQ0JQ";

test("which rows go when one of each user is to stay is shown first, and undone as one step", async () => {
  const same = { userId: "5f8d0d55b54764421b7156c1" };
  const { rows, history, bench } = benchOf(same, { ...same, device: "iPhone" }, {}, same);
  const keep = (rule: KeepRule): ChangeRequest => ({ kind: "keep", rule });
  const shown = await bench.preview(keep("last"), false);
  expect(shown).toMatchObject({ changed: 2, left: [] });
  expect(shown?.examples.map(({ line, after }) => [line, after])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(rows.counts()).toMatchObject({ blocked: 3, removed: 0 });
  expect(await bench.apply(keep({ named: "iphone" }))).toEqual({ code: "keep_one", rows: 2, whole: true });
  expect(rows.all.map(({ removed }) => removed)).toEqual([true, false, false, true]);
  await history.undo();
  expect(rows.counts()).toMatchObject({ blocked: 3, removed: 0 });
});

test("what is asked for while an undo is under way is about the rows as they are after it", async () => {
  const pairs = range(3000).map((number) => ({ userId: `user${number % 1500}` }));
  const { rows, history, bench } = benchOf(...pairs);
  const keep = (rule: KeepRule): ChangeRequest => ({ kind: "keep", rule });
  await bench.apply(keep("first"));
  const previewing = () => Promise.all([history.undo(), bench.preview(keep("last"), false)]);
  expect((await previewing())[1]).toMatchObject({ changed: 1500 });
  await history.redo();
  const [, applied] = await Promise.all([history.undo(), bench.apply(keep("last"))]);
  expect(applied).toMatchObject({ rows: 1500 });
  expect(rows.counts()).toMatchObject({ removed: 1500, blocked: 0 });
});

test("a search that takes too long when it is done, though not when it was shown, says that it was ended", async () => {
  const { bench } = benchOf(...range(30).map((number) => ({ userId: `user${number}` })));
  const replace: ChangeRequest = {
    kind: "replace",
    ...{ field: "userId", find: "user", replacement: "u", regex: true, matchCase: false, among: "all" },
  };
  let now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 1000;
    return now;
  });
  const applied = await bench.apply(replace);
  clock.mockRestore();
  expect(applied?.rows).toBeLessThan(30);
  expect(applied?.whole).toBe(false);
});

describe("a preview", () => {
  test("counts as changed what is changed, and not what comes out as it was", async () => {
    const { history, bench } = benchOf({ userId: "ann" }, { userId: "bob" });
    const spaced: ChangeRequest = {
      kind: "replace",
      ...{ field: "userId", find: "$", replacement: " ", regex: true, matchCase: false, among: "all" },
    };
    expect(await bench.preview(spaced, false)).toMatchObject({ changed: 0, same: 2 });
    expect(await bench.apply(spaced)).toMatchObject({ rows: 0 });
    expect(history.view().undo).toBe(null);
  });

  test("says what would change, what stays wrong and why, and changes nothing", async () => {
    const { rows, history, bench } = benchOf({ secret: ZERO }, { secret: "0188" }, {}, { secret: "A1A1" });
    const before = JSON.stringify(rows.all.map(({ record, removed }) => ({ record, removed })));
    expect(await bench.preview(fix({}), false)).toEqual({
      changed: 2,
      same: 1,
      locked: 0,
      mended: 1,
      broken: 0,
      left: [{ code: "secret_lookalike", rows: 1 }],
      stopped: false,
      assigned: null,
      examples: [
        expect.objectContaining({
          line: 1,
          before: "•••••••••••••0•••••••••••••••0••",
          after: "•••••••••••••O•••••••••••••••O••",
          key: { bits: 160, encoding: "base32" },
          issue: null,
        }),
        expect.objectContaining({ line: 2, key: { bits: 0, encoding: "base32" }, issue: "secret_lookalike" }),
      ],
    });
    expect(JSON.stringify(rows.all.map(({ record, removed }) => ({ record, removed })))).toBe(before);
    expect(history.view().undo).toBe(null);
  });

  test("shows secrets only when asked to", async () => {
    const { bench } = benchOf({ secret: ZERO });
    expect(JSON.stringify(await bench.preview(fix({}), false))).not.toContain("GEZD");
    expect((await bench.preview(fix({}), true))?.examples[0]).toMatchObject({ before: ZERO, after: SECRET });
  });

  test("counts the rows that a reading would spoil", async () => {
    const hex = "3132333435363738393031323334353637383930";
    const { bench } = benchOf({ secret: hex }, { secret: hex.replaceAll("3", "4") }, {});
    const request = fix({ fix: "read_as_hex", issue: "secret_not_base32", whole: true });
    expect(await bench.preview(request, false)).toMatchObject({ changed: 3, mended: 2, broken: 1 });
    expect(await bench.preview({ ...request, whole: false } as ChangeRequest, false)).toMatchObject({
      changed: 2,
      broken: 0,
    });
  });

  test("says which rows would share their user, and calls none of them in order", async () => {
    const { rows, history, bench } = benchOf(
      { userId: "a-1", secret: ZERO },
      { userId: "a1", secret: ZERO },
      { userId: "b" },
      { userId: "a-2" },
      { userId: "c-1" },
      { userId: "c_1" },
    );
    const among = "all" as const;
    const replace = (find: string, replacement = ""): ChangeRequest => ({
      ...{ kind: "replace", field: "userId", find, replacement, regex: true, matchCase: true, among },
    });
    // Row 1 becomes a1, which is there; row 4 becomes a2 and row 5 c1, which are not.
    const dashes = await bench.preview(replace("-"), false);
    expect(dashes).toMatchObject({ changed: 3, mended: 0, broken: 0 });
    expect(dashes?.left).toEqual([
      { code: "secret_lookalike", rows: 1 },
      { code: "user_duplicate", rows: 1 },
    ]);
    // All become the same.
    const all = await bench.preview(replace("^[ac].*$", "d"), false);
    expect(all).toMatchObject({ changed: 5, mended: 0, broken: 3 });
    expect(all?.left).toContainEqual({ code: "user_duplicate", rows: 5 });
    expect(all?.examples[2]).toMatchObject({ line: 4, issue: "user_duplicate" });
    // What it says comes true.
    await bench.apply(replace("^[ac].*$", "d"));
    expect(rows.tally.ofIssues().get("user_duplicate")).toBe(5);
    // A mended secret frees no row that shares its user.
    expect(await bench.preview(fix({}), false)).toMatchObject({ changed: 2, mended: 0 });
    await history.undo();
    expect(await bench.preview(fix({}), false)).toMatchObject({ changed: 2, mended: 2 });
    // Rows that change places share nothing.
    expect(await bench.preview(replace("^c.1$", "x$&"), false)).toMatchObject({ changed: 2, broken: 0 });
  });

  test("leaves out rows that are locked or removed, and other sources", async () => {
    const { rows, bench } = benchOf({ secret: ZERO }, { secret: ZERO }, { secret: ZERO });
    rows.add(1, [goodRecord(9, { secret: ZERO })]);
    const [first, second] = rows.all;
    if (!first || !second) throw new Error("rows");
    rows.setRemoved(first, true);
    rows.setOutcome(second, { state: "waiting" });
    expect(await bench.preview(fix({ source: 0 }), false)).toMatchObject({ changed: 1, same: 1, locked: 1 });
    expect(await bench.preview(fix({}), false)).toMatchObject({ changed: 2 });
  });

  test("gives up when another is asked for", async () => {
    const { bench } = benchOf(...range(3000).map(() => ({ secret: ZERO })));
    const first = bench.preview(fix({}), false);
    const second = bench.preview(fix({}), false);
    expect((await second)?.changed).toBe(3000);
    expect([null, 3000]).toContain((await first)?.changed ?? null);
  });
});

describe("a change", () => {
  test("is one step, and does what its preview said", async () => {
    const { rows, history, bench } = benchOf(...range(2000).map(() => ({ secret: ZERO })));
    const before = rows.all.map(({ record, own }) => ({ record, own }));
    expect((await bench.preview(fix({}), false))?.changed).toBe(2000);
    expect(await bench.apply(fix({}))).toEqual({ code: "zero_to_o", rows: 2000, whole: true });
    expect(rows.tally.ofIssues().get("secret_lookalike")).toBe(undefined);
    expect(history.view().undo).toEqual({ code: "zero_to_o", rows: 2000 });
    expect(await history.undo()).toMatchObject({ rows: 2000, locked: 0 });
    expect(rows.all.map(({ record, own }) => ({ record, own }))).toEqual(before);
  });

  test("removes what is too much, and nothing of what GenAuth holds", async () => {
    const same = { userId: "5f8d0d55b54764421b7156c1" };
    const { rows, history, bench } = benchOf(
      { ...same, created: 1 },
      { ...same, created: 9 },
      { ...same, created: 5 },
      {},
    );
    const keep = (id: "keep_first" | "keep_last" | "keep_newest") =>
      fix({ fix: id, issue: "user_duplicate" });
    const left = () => [...rows.all].flatMap(({ id, removed }) => (removed ? [] : [id]));
    const trial = async (id: Parameters<typeof keep>[0]) => {
      await bench.apply(keep(id));
      const kept = left();
      await history.undo();
      return kept;
    };
    expect(await trial("keep_first")).toEqual([0, 3]);
    expect(await trial("keep_last")).toEqual([2, 3]);
    expect(await trial("keep_newest")).toEqual([1, 3]);
  });

  test("does not touch a row that somebody has changed meanwhile, and ends when it is undone", async () => {
    const { rows, history } = benchOf(...range(100_000).map(() => ({ secret: ZERO })));
    const ids = rows.all.map(({ id }) => id);
    const change = (edits: Parameters<Parameters<History["runInTurns"]>[2]>[0], id: number) => {
      const row = rows.byId(id);
      if (row) edits.change(row, (record) => ({ ...record, secret: SECRET }));
    };
    const running = history.runInTurns("zero_to_o", ids, change);
    history.run("edit", (edits) => {
      const row = rows.byId(99_999);
      if (row) edits.change(row, (record) => ({ ...record, secret: "MINE" }));
    });
    await running;
    expect(rows.byId(99_999)?.record.secret).toBe("MINE");
    expect(rows.byId(99_998)?.record.secret).toBe(SECRET);
    await history.undo();
    expect(rows.byId(99_999)?.record.secret).toBe(ZERO);
    await history.undo();
    expect([...rows.all].every(({ record }) => record.secret === ZERO)).toBe(true);
    const second = history.runInTurns("zero_to_o", ids, change);
    await history.undo();
    await second;
    expect([...rows.all].every(({ record }) => record.secret === ZERO)).toBe(true);
  });
});
