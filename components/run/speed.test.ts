import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Sample, speedOf, withSample } from "./speed";

const sampled = (...samples: [at: number, done: number][]) =>
  samples.reduce<Sample[]>((before, [at, done]) => withSample(before, { at, done }), []);

describe("rows a second, and seconds left", () => {
  test.each<[string, [number, number][], number, number | null]>([
    ["nothing measured yet", [], 0, null],
    ["one look is no speed", [[0, 100]], 0, null],
    [
      "too short to tell",
      [
        [0, 0],
        [400, 100],
      ],
      0,
      null,
    ],
    [
      "nothing moves",
      [
        [0, 100],
        [5000, 100],
      ],
      0,
      null,
    ],
    [
      "100 rows in a second",
      [
        [0, 0],
        [1000, 100],
      ],
      100,
      9,
    ],
    [
      "all done",
      [
        [0, 0],
        [1000, 1000],
      ],
      1000,
      0,
    ],
  ])("%s", (_, samples, perSecond, secondsLeft) =>
    expect(speedOf(sampled(...samples), 1000)).toEqual({ perSecond, secondsLeft }),
  );

  test("are those of the last half minute: a run that has become slow is slow", () => {
    const samples = sampled([0, 0], [1000, 5000], [31_000, 5100], [32_000, 5110]);
    expect(speedOf(samples, 6000).perSecond).toBeLessThan(15);
  });

  test("while nothing moves the time left grows, until nobody can tell", () => {
    const moving = sampled([0, 0], [1000, 100], [2000, 200]);
    const left = (samples: readonly Sample[]) => speedOf(samples, 1000).secondsLeft;
    expect(left(moving)).toBe(8);
    expect(left(withSample(moving, { at: 10_000, done: 200 }))).toBe(40);
    expect(left(withSample(withSample(moving, { at: 30_000, done: 200 }), { at: 61_000, done: 200 }))).toBe(
      null,
    );
  });
});

test("no more is kept than half a minute’s worth, however long the run and however often it tells", () => {
  const samples = sampled(...Array.from({ length: 5000 }, (_, i): [number, number] => [i * 10, i]));
  expect(samples.length).toBeLessThanOrEqual(122);
  expect(samples.at(-1)).toEqual({ at: 49_990, done: 4999 });
});

test("whatever is measured, no speed and no time left is below zero or endless", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20_000), fc.nat(1000))), (steps) => {
      let at = 0;
      let done = 0;
      const samples = steps.map(([later, more]): [number, number] => {
        at += later;
        done += more;
        return [at, done];
      });
      const { perSecond, secondsLeft } = speedOf(sampled(...samples), done);
      for (const value of [perSecond, secondsLeft ?? 0]) {
        expect(Number.isFinite(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
