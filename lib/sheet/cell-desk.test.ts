import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ISSUE_CODES, type IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { CellDesk } from "./cell-desk";
import { CELL_COLUMNS, type CellColumn, type CellRange } from "./cell-range";
import { type CellWords, MASK } from "./cell-text";
import { History } from "./history";
import { ROW_STATES, type RowState } from "./row";
import { Rows } from "./rows";
import { goodRecord, range as numbers, SECRET, secretOf, userIdOf } from "./testing";

const WORDS: CellWords = {
  state: Object.fromEntries(ROW_STATES.map((state) => [state, `is ${state}`])) as Record<RowState, string>,
  issue: Object.fromEntries(ISSUE_CODES.map((code) => [code, `has ${code}`])) as Record<IssueCode, string>,
};

function tableOf(count: number, changes: (number: number) => Partial<SourceRecord> = () => ({})) {
  const rows = new Rows();
  rows.add(
    0,
    numbers(count).map((number) => goodRecord(number, changes(number))),
  );
  const history = new History(rows);
  const desk = new CellDesk(rows, history, () => rows.all);
  const row = (place: number) => {
    const its = rows.all.at(place);
    if (!its) throw new Error(`no row ${place}`);
    return its;
  };
  const column = (name: "userId" | "secret" | "recoveryCode") =>
    numbers(count).map((place) => row(place).record[name]);
  return { rows, history, desk, row, column };
}

function cells(
  start: number,
  end: number,
  columns: readonly CellColumn[] = ["user"],
  known: CellRange["known"] = null,
): CellRange {
  return { start, end, columns, known };
}
const NONE = {
  code: "done",
  cells: 0,
  rows: 0,
  locked: 0,
  removed: 0,
  fixed: 0,
  masked: 0,
  beyond: 0,
  stopped: false,
};

describe("copying", () => {
  const text = async (range: CellRange, secrets = false, count = 3) => {
    const { desk } = tableOf(count, (number) => ({
      recoveryCode: number === 1 ? "" : "b471-8ec0",
      email: "a@example.com",
    }));
    return (await desk.copy(range, WORDS, secrets))?.text();
  };

  test("gives every column as it is shown, with secrets masked", async () => {
    expect(await text(cells(0, 2, CELL_COLUMNS))).toBe(
      [
        `1\t${userIdOf(0)}\t${MASK}\t${MASK}\ttotp SHA1 6 30\thas recovery_shape\tis ready`,
        `2\t${userIdOf(1)}\t${MASK}\t\ttotp SHA1 6 30\t\tis ready`,
      ].join("\n"),
    );
  });

  test("gives secrets only by explicit choice", async () => {
    expect(await text(cells(0, 2, ["secret", "recoveryCode"]), true)).toBe(
      `${secretOf(0)}\tb471-8ec0\n${secretOf(1)}\t`,
    );
    expect(await text(cells(0, 3, ["secret", "recoveryCode"]))).not.toContain(secretOf(0).slice(0, 6));
  });

  test("goes beyond what the page knows", async () => {
    expect((await text(cells(0, 12_000), false, 12_000))?.split("\n")).toEqual(numbers(12_000).map(userIdOf));
  });

  test("never gives a formula, and takes it back as it was", async () => {
    const { desk, column } = tableOf(2, () => ({ userId: "=1+1" }));
    const blob = await desk.copy(cells(0, 1), WORDS, false);
    expect(await blob?.text()).toBe("'=1+1");
    await desk.paste(cells(1, 2, ["recoveryCode"]), "'=1+1");
    expect(column("recoveryCode")[1]).toBe("=1+1");
  });
});

describe("pasting", () => {
  test("one value fills the range", async () => {
    const { desk, column } = tableOf(4);
    expect(await desk.paste(cells(1, 3), "x\n")).toEqual({ ...NONE, cells: 2, rows: 2 });
    expect(column("userId")).toEqual([userIdOf(0), "x", "x", userIdOf(3)]);
  });

  test("a block is laid from the first cell, whatever is selected beside", async () => {
    const { desk, column } = tableOf(4);
    expect(await desk.paste(cells(1, 2), "a\tS1\tR1\nb\tS2\tR2")).toEqual({ ...NONE, cells: 6, rows: 2 });
    expect(column("userId")).toEqual([userIdOf(0), "a", "b", userIdOf(3)]);
    expect(column("secret").slice(1, 3)).toEqual(["S1", "S2"]);
    expect(column("recoveryCode")).toEqual(["", "R1", "R2", ""]);
  });

  test("a block is repeated where the range is a whole number of times its size", async () => {
    const { desk, column } = tableOf(5);
    await desk.paste(cells(0, 4), "a\nb");
    expect(column("userId")).toEqual(["a", "b", "a", "b", userIdOf(4)]);
    await desk.paste(cells(0, 5), "c\nd");
    expect(column("userId")).toEqual(["c", "d", "a", "b", userIdOf(4)]);
  });

  test("says how many rows there were no room for", async () => {
    const { desk } = tableOf(3);
    expect(await desk.paste(cells(2, 3), "a\nb\nc\nd")).toEqual({ ...NONE, cells: 1, rows: 1, beyond: 3 });
  });

  test("leaves alone and counts what is not to be edited", async () => {
    const { desk, rows, row, column } = tableOf(4);
    rows.setRemoved(row(1), true);
    rows.setOutcome(row(2), { state: "sending" });
    const text = "7\ta\tS\n8\tb\tS\n9\tc\tS\n9\td\tS";
    expect(await desk.paste(cells(0, 1, ["line"]), text)).toEqual({
      ...NONE,
      cells: 4,
      rows: 2,
      locked: 2,
      removed: 2,
      fixed: 4,
    });
    expect(column("userId")).toEqual(["a", userIdOf(1), userIdOf(2), "d"]);
  });

  test("counts what hangs over the last column", async () => {
    expect(await tableOf(1).desk.paste(cells(0, 1, ["outcome"]), "a\tb\tc")).toEqual({ ...NONE, fixed: 3 });
  });

  test("does not take the dots of a masked secret for one", async () => {
    const { desk, column } = tableOf(1);
    expect(await desk.paste(cells(0, 1, ["user"]), `a\t${MASK}`)).toEqual({
      ...NONE,
      cells: 1,
      rows: 1,
      masked: 1,
    });
    expect(column("secret")).toEqual([secretOf(0)]);
  });

  test("takes several recovery codes with their commas into one cell", async () => {
    const { desk, column } = tableOf(2);
    await desk.paste(cells(0, 1, ["recoveryCode"]), "aa,bb\ncc,dd");
    expect(column("recoveryCode")).toEqual(["aa,bb", "cc,dd"]);
    await desk.paste(cells(0, 1), "u1,S1\nu2,S2");
    expect(column("userId")).toEqual(["u1", "u2"]);
  });

  test("does nothing to rows that have taken the place of those that were chosen", async () => {
    const { desk, column, rows } = tableOf(3);
    const before = column("userId");
    const moved = cells(0, 2, ["user"], { place: 1, id: 7 });
    expect([
      await desk.paste(moved, "x"),
      await desk.fill(moved),
      await desk.clear(moved),
      desk.setRemoved(moved, true),
    ]).toEqual([{ code: "moved" }, { code: "moved" }, { code: "moved" }, { code: "moved" }]);
    expect(column("userId")).toEqual(before);
    expect(rows.counts().removed).toBe(0);
  });

  test("of very many rows is one step, and undone in one", async () => {
    const { desk, history, column } = tableOf(30_000);
    const text = numbers(30_000)
      .map((number) => `${userIdOf(number + 500_000)}\t${secretOf(number + 500_000)}\n`)
      .join("");
    expect(await desk.paste(cells(0, 1), text)).toEqual({ ...NONE, cells: 60_000, rows: 30_000 });
    expect(column("userId")[29_999]).toBe(userIdOf(529_999));
    expect(await history.undo()).toMatchObject({ code: "paste", rows: 30_000 });
    expect(column("userId")[29_999]).toBe(userIdOf(29_999));
    expect(history.view().undo).toBe(null);
  });

  test("of very many rows tells how far it is, can be stopped, and what it has done is undone", async () => {
    const { desk, history, column } = tableOf(30_000);
    const before = column("userId");
    const told: number[][] = [];
    const pasting = desk.paste(cells(0, 30_000, ["user"]), "x", (done, all) => {
      told.push([done, all]);
      history.stop();
    });
    // What is asked for meanwhile waits for its end.
    const clearing = desk.clear(cells(0, 1, ["secret"]));
    const changed = await pasting;
    if (changed.code !== "done") throw new Error(changed.code);
    expect(changed).toMatchObject({ stopped: true, cells: told[0]?.[0] });
    expect(told).toEqual([[changed.cells, 30_000]]);
    expect(await clearing).toEqual({ ...NONE, cells: 1, rows: 1 });
    await history.undo();
    expect(await history.undo()).toMatchObject({ code: "paste", rows: changed.cells });
    expect(column("userId")).toEqual(before);
    expect(await history.undo()).toBe(null);
  });

  test("of what was copied with secrets changes nothing", async () => {
    const name = fc.constantFrom("", "a", "two words", "=1", "a;=1", '"q"', "x\ty");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ userId: name, recoveryCode: name }), { minLength: 1 }),
        async (given) => {
          const { desk, column } = tableOf(given.length, (number) => given[number] ?? {});
          const all = () => [column("userId"), column("secret"), column("recoveryCode")];
          const before = all();
          const range = cells(0, given.length, ["user", "secret", "recoveryCode"]);
          const text = (await (await desk.copy(range, WORDS, true))?.text()) ?? "";
          expect(await desk.paste(range, text)).toEqual(NONE);
          expect(all()).toEqual(before);
        },
      ),
    );
  });
});

describe("filling down", () => {
  test("repeats the first row", async () => {
    const { desk, column, history } = tableOf(4);
    expect(await desk.fill(cells(0, 3, ["user", "secret", "parameters"]))).toEqual({
      ...NONE,
      cells: 4,
      rows: 2,
    });
    expect(column("userId")).toEqual([userIdOf(0), userIdOf(0), userIdOf(0), userIdOf(3)]);
    expect(column("secret")[2]).toBe(secretOf(0));
    expect(history.view().undo).toEqual({ code: "fill", rows: 2 });
  });

  test("of a single row repeats the one above; the first has none", async () => {
    const { desk, column } = tableOf(3);
    expect(await desk.fill(cells(2, 3))).toEqual({ ...NONE, cells: 1, rows: 1 });
    expect(column("userId")).toEqual([userIdOf(0), userIdOf(1), userIdOf(1)]);
    expect(await desk.fill(cells(0, 1))).toEqual(NONE);
  });

  test("takes along how a secret is written", async () => {
    const { desk, row } = tableOf(2, (number) =>
      number === 0 ? { secret: "00112233445566778899aabbccddeeff00112233", secretEncoding: "hex" } : {},
    );
    await desk.fill(cells(0, 2, ["secret"]));
    expect(row(1).record).toMatchObject({ secret: row(0).record.secret, secretEncoding: "hex" });
    expect(row(1).bits).toBe(160);
  });
});

test("clearing empties what can be typed into", async () => {
  const { desk, column, history } = tableOf(3, () => ({ recoveryCode: "b471" }));
  expect(await desk.clear(cells(0, 2, CELL_COLUMNS))).toEqual({ ...NONE, cells: 6, rows: 2 });
  expect([column("userId"), column("secret"), column("recoveryCode")]).toEqual([
    ["", "", userIdOf(2)],
    ["", "", secretOf(2)],
    ["", "", "b471"],
  ]);
  expect(history.view().undo).toEqual({ code: "clear", rows: 2 });
});

test("removing and restoring rows tells how many, and leaves locked ones", () => {
  const { desk, rows, row, history } = tableOf(5);
  rows.setOutcome(row(1), { state: "verified" });
  expect(desk.setRemoved(cells(0, 4), true)).toEqual({ code: "done", rows: 3, locked: 1 });
  expect(rows.counts()).toMatchObject({ removed: 3, ready: 1, verified: 1 });
  expect(desk.setRemoved(cells(2, 9), false)).toEqual({ code: "done", rows: 2, locked: 0 });
  expect(history.view().undo).toEqual({ code: "restore", rows: 2 });
});

test("a pasted key URI brings its parameters", async () => {
  const { desk, row } = tableOf(1);
  await desk.paste(cells(0, 1, ["secret"]), `otpauth://totp/a?secret=${SECRET}&digits=8`);
  expect(row(0).record).toMatchObject({ secret: SECRET, digits: "8" });
});
