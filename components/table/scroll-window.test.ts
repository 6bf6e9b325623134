import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canvasPx,
  type Geometry,
  MAX_CANVAS_PX,
  revealing,
  rowsAround,
  type Scroll,
  scrolled,
  settled,
  stuck,
} from "./scroll-window";

const ROW = 36;
const geometry = (rows: number, viewPx = 600): Geometry => ({
  rows,
  rowPx: ROW,
  viewPx,
  maxCanvasPx: MAX_CANVAS_PX,
});
const START: Scroll = { top: 0, position: 0 };
const lastTop = (its: Geometry) => Math.max(0, canvasPx(its) - its.viewPx);

/** A browser's scrollbar: it stops at both ends, and the table settles it when it has to. */
function wheel(its: Geometry, from: Scroll, by: number): Scroll {
  const next = scrolled(its, from, Math.max(0, Math.min(lastTop(its), from.top + by)));
  return stuck(its, next) ? settled(its, next.position) : next;
}
const seen = (its: Geometry, { position }: Scroll) => rowsAround(its, position, 0);

const some = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 5_000_000 })),
  rowPx: fc.constant(ROW),
  viewPx: fc.integer({ min: 0, max: 2000 }),
  maxCanvasPx: fc.constantFrom(MAX_CANVAS_PX, 1_000_000, 100_000),
});

describe("a canvas of any height", () => {
  test("is as high as the rows, or as high as browsers can draw", () => {
    expect(canvasPx(geometry(1000))).toBe(36_000);
    expect(canvasPx(geometry(5_000_000))).toBe(MAX_CANVAS_PX);
  });

  test("reaches every row, and shows it whole", () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (its, part, number) => {
        fc.pre(its.viewPx >= ROW);
        const row = number % its.rows;
        const from = settled(its, part * its.rows * ROW);
        const { top, position } = settled(its, revealing(its, from.position, row));
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(lastTop(its));
        expect(row * ROW).toBeGreaterThanOrEqual(position);
        expect(row * ROW + ROW).toBeLessThanOrEqual(position + its.viewPx);
        const { first, end } = rowsAround(its, position, 0);
        expect(first <= row && row < end).toBe(true);
      }),
    );
  });

  test("never draws where the browser does not scroll to, and always whole pixels", () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (its, part) => {
        const at = settled(its, part * its.rows * ROW);
        expect(Number.isInteger(at.top - at.position)).toBe(true);
        const { first, end } = rowsAround(its, at.position, 0);
        expect(first * ROW + at.top - at.position).toBeGreaterThan(-ROW - 1);
        expect((end - 1) * ROW + at.top - at.position).toBeLessThanOrEqual(canvasPx(its));
      }),
    );
  });

  test("goes down when the scrollbar goes down, from the first row to the last", () => {
    fc.assert(
      fc.property(
        some,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }),
        (its, parts) => {
          const tops = [0, ...parts.sort((a, b) => a - b), 1].map((part) => part * lastTop(its));
          const far = { top: -1e12, position: 0 };
          const positions = tops.map((top) => scrolled(its, far, top).position);
          expect(positions).toEqual([...positions].sort((a, b) => a - b));
          expect(positions[0]).toBe(0);
          expect(positions.at(-1)).toBeCloseTo(Math.max(0, its.rows * ROW - its.viewPx), 3);
        },
      ),
    );
  });

  test("maps the scrollbar to that part of the rows", () => {
    const its = geometry(5_000_000);
    for (const part of [0.1, 0.25, 0.5, 0.9]) {
      const { position } = scrolled(its, START, part * lastTop(its));
      expect(position / (its.rows * ROW)).toBeCloseTo(part, 2);
    }
  });
});

describe("the wheel", () => {
  test.each([1000, 900_000, 5_000_000])("moves one row of %i by one row, anywhere", (rows) => {
    const its = geometry(rows);
    for (const part of [0, 0.001, 0.3, 0.5, 0.98]) {
      const from = settled(its, Math.round(part * rows) * ROW);
      const down = wheel(its, from, ROW);
      expect(seen(its, down).first - seen(its, from).first).toBe(1);
      expect(seen(its, wheel(its, down, -ROW))).toEqual(seen(its, from));
    }
  });

  test("does not jump when the scrollbar settles", () => {
    fc.assert(
      fc.property(
        some,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.integer({ min: -500, max: 500 })),
        (its, part, turns) => {
          fc.pre(its.viewPx >= 500);
          let at = settled(its, part * its.rows * ROW);
          for (const by of turns) at = wheel(its, at, by);
          expect(Math.abs(settled(its, at.position).position - at.position)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });

  test.each([
    ["up", -500, 0],
    ["down", 500, 1],
  ] as const)("turned %s without a pause reaches the end", (_, by, end) => {
    const its = geometry(100_000);
    const limited = { ...its, maxCanvasPx: 400_000 };
    let at = settled(limited, 1_800_000);
    for (let turn = 0; turn < 4000; turn++) at = wheel(limited, at, by);
    expect(at.position).toBe(end * (its.rows * ROW - its.viewPx));
    expect(at.top).toBe(end * lastTop(limited));
  });
});
