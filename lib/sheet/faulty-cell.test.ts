import { expect, test } from "vitest";
import { nextFaulty } from "./faulty-cell";
import { Rows } from "./rows";
import { goodRecord } from "./testing";

function table() {
  const rows = new Rows();
  rows.add(0, [
    goodRecord(0),
    goodRecord(1, { secret: "1O8" }),
    goodRecord(2, { userId: "unusual" }),
    goodRecord(3, { userId: "" }),
    goodRecord(4, { digits: "8" }),
    goodRecord(5, { secret: "" }),
  ]);
  const removed = rows.byId(5);
  if (removed) rows.setRemoved(removed, true);
  return rows;
}

test("goes from one error to the next and around, and back", () => {
  const rows = table();
  const walk = (step: 1 | -1) => {
    const found: (readonly [number, string])[] = [];
    let from: number | null = null;
    for (let times = 0; times < 4; times++) {
      const cell = nextFaulty(rows, rows.all, { from, step, issue: null });
      if (!cell) break;
      found.push([cell.index, cell.field]);
      from = rows.all.at(cell.index)?.id ?? null;
    }
    return found;
  };
  expect(walk(1)).toEqual([
    [1, "secret"],
    [3, "user"],
    [4, "digits"],
    [1, "secret"],
  ]);
  expect(walk(-1)).toEqual([
    [4, "digits"],
    [3, "user"],
    [1, "secret"],
    [4, "digits"],
  ]);
});

test("follows the issue that the view is about, also if it is only a warning", () => {
  const rows = table();
  const view = rows.all.filter(({ id }) => id === 2);
  expect(nextFaulty(rows, view, { from: null, step: 1, issue: "user_id_shape" })).toEqual({
    id: 2,
    index: 0,
    field: "user",
  });
  expect(nextFaulty(rows, view, { from: null, step: 1, issue: null })).toBe(null);
});

test("stays with the only one, and finds nothing where nothing is", () => {
  const rows = table();
  expect(
    nextFaulty(rows, { length: 2, at: (index) => rows.all.at(index) }, { from: 1, step: 1, issue: null }),
  ).toMatchObject({
    index: 1,
  });
  expect(nextFaulty(rows, [], { from: null, step: -1, issue: null })).toBe(null);
});
