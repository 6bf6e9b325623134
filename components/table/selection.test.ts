import { expect, test } from "vitest";
import { everything, fitted, isOneCell, only, rectangleOf, upTo, wholeColumns, wholeRows } from "./selection";

const SIZE = { rows: 100, columns: 8 };
const at = (row: number, column: number) => ({ row, column });

test("a range goes from where it began to where it has come, in any direction", () => {
  const selection = upTo(only(at(5, 3)), at(2, 6));
  expect(rectangleOf(selection)).toEqual({ top: 2, bottom: 5, left: 3, right: 6 });
  expect(selection.active).toEqual(at(5, 3));
  expect(rectangleOf(upTo(selection, at(9, 1)))).toEqual({ top: 5, bottom: 9, left: 1, right: 3 });
});

test("whole columns, whole rows and everything keep the cursor where it is", () => {
  const selection = upTo(only(at(5, 3)), at(6, 4));
  expect(rectangleOf(wholeColumns(selection, SIZE))).toEqual({ top: 0, bottom: 99, left: 3, right: 4 });
  expect(rectangleOf(wholeRows(selection, SIZE))).toEqual({ top: 5, bottom: 6, left: 0, right: 7 });
  expect(rectangleOf(wholeRows(wholeColumns(selection, SIZE), SIZE))).toEqual(
    rectangleOf(everything(selection, SIZE)),
  );
  expect(everything(selection, SIZE).active).toEqual(at(5, 3));
});

test("one cell is one cell", () => {
  expect(isOneCell(only(at(1, 1)))).toBe(true);
  expect(isOneCell(upTo(only(at(1, 1)), at(1, 2)))).toBe(false);
  expect(isOneCell(upTo(only(at(1, 1)), at(1, 1)))).toBe(true);
});

test("a table that has lost rows keeps the selection within", () => {
  const selection = upTo(only(at(50, 3)), at(99, 4));
  expect(rectangleOf(fitted(selection, { rows: 60, columns: 8 }))).toEqual({
    top: 50,
    bottom: 59,
    left: 3,
    right: 4,
  });
  expect(rectangleOf(fitted(selection, { rows: 0, columns: 8 }))).toEqual({
    top: 0,
    bottom: 0,
    left: 3,
    right: 4,
  });
});
