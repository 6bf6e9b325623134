import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CellPlace, moved } from "./moved";

const SIZE = { rows: 100, columns: 8, page: 20 };
const FROM: CellPlace = { row: 50, column: 3 };
const press = (key: string, from = FROM, keys: { ctrlKey?: boolean; metaKey?: boolean } = {}, size = SIZE) =>
  moved({ key, ctrlKey: false, metaKey: false, ...keys }, from, size);

describe("the cursor of the grid (WAI-ARIA grid pattern)", () => {
  test.each([
    ["ArrowDown", 51, 3],
    ["ArrowUp", 49, 3],
    ["ArrowRight", 50, 4],
    ["ArrowLeft", 50, 2],
    ["PageDown", 70, 3],
    ["PageUp", 30, 3],
    ["Home", 50, 0],
    ["End", 50, 7],
  ])("%s", (key, row, column) => expect(press(key)).toEqual({ row, column }));

  test.each([
    ["ArrowDown", 99, 3],
    ["ArrowUp", 0, 3],
    ["ArrowRight", 50, 7],
    ["ArrowLeft", 50, 0],
    ["Home", 0, 0],
    ["End", 99, 7],
  ])("%s with Control, or Command on a Mac, goes all the way", (key, row, column) => {
    expect(press(key, FROM, { ctrlKey: true })).toEqual({ row, column });
    expect(press(key, FROM, { metaKey: true })).toEqual({ row, column });
  });

  test.each(["Enter", "F2", "Delete", " ", "Tab", "Escape", "a", "5"])("%j does not move it", (key) =>
    expect(press(key)).toBe(null),
  );

  test("stays inside a table of any size, also of none", () => {
    const keys = ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "PageDown", "PageUp", "Home", "End"];
    const size = fc.record({
      rows: fc.nat(30),
      columns: fc.integer({ min: 1, max: 8 }),
      page: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(
        size,
        fc.nat(),
        fc.nat(),
        fc.array(fc.record({ key: fc.constantFrom(...keys), ctrlKey: fc.boolean(), metaKey: fc.boolean() })),
        (its, row, column, presses) => {
          let place: CellPlace = { row: its.rows === 0 ? 0 : row % its.rows, column: column % its.columns };
          for (const pressed of presses) place = moved(pressed, place, its) as CellPlace;
          expect(place.row).toBeGreaterThanOrEqual(0);
          expect(place.row).toBeLessThan(Math.max(1, its.rows));
          expect(place.column).toBeGreaterThanOrEqual(0);
          expect(place.column).toBeLessThan(its.columns);
        },
      ),
    );
  });
});
