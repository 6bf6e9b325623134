import { expect, test } from "vitest";
import { type CoursePoint, coursePoint, holdsIn, withPoint } from "./course";

const PACE = { concurrency: 4, pause: null };
const HELD = { concurrency: 2, pause: { seconds: 3, why: "throttled" as const } };

test("a point tells rows by what became of them, calls at once and whether the run is held back", () => {
  expect(coursePoint(5, { verified: 3, refused: 1, unknown: 2, waiting: 9, blocked: 4 }, HELD)).toEqual({
    at: 5,
    verified: 3,
    accepted: 0,
    skipped: 0,
    failed: 3,
    calls: 2,
    held: true,
  });
  expect(coursePoint(5, {}, null)).toMatchObject({ calls: null, held: false });
});

test("a long course keeps its first and last points and stays small", () => {
  let course: CoursePoint[] = [];
  for (let at = 0; at <= 5000; at++) course = withPoint(course, coursePoint(at, {}, PACE));
  expect(course.length).toBeLessThanOrEqual(241);
  expect(course[0]?.at).toBe(0);
  expect(course.at(-1)?.at).toBe(5000);
  expect(course.every(({ at }, place) => place === 0 || at > (course[place - 1]?.at ?? 0))).toBe(true);
});

test("pauses are counted by their beginnings", () => {
  const course = [PACE, HELD, HELD, PACE, HELD].map((pace, at) => coursePoint(at, {}, pace));
  expect(holdsIn(course)).toBe(2);
});
