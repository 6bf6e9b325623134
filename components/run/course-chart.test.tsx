// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "@/components/testing";
import { LOCALES } from "@/lib/i18n/locale";
import { coursePoint } from "./course";
import { CourseChart } from "./course-chart";

const HELD = { concurrency: 2, pause: { seconds: 3, why: "throttled" as const } };
const COURSE = [
  coursePoint(0, {}, { concurrency: 4, pause: null }),
  coursePoint(1000, { verified: 10 }, HELD),
  coursePoint(2000, { verified: 30, accepted: 2, refused: 3 }, { concurrency: 3, pause: null }),
];

test("what the picture tells is told as text", () => {
  show(<CourseChart course={COURSE} total={50} />);
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Rows by outcome over time: 35 of 50 done, 3 did not get in; 3 calls at once; held back once",
  );
});

test.each(LOCALES)("in %s it stands on the ground, stays in its frame and marks every pause", (locale) => {
  show(<CourseChart course={COURSE} total={50} />, locale);
  const picture = screen.getByRole("img");
  const numbers = [...picture.querySelectorAll("polygon")].flatMap((band) =>
    (band.getAttribute("points") ?? "").split(/[ ,]/).map(Number),
  );
  expect(numbers.length).toBe(4 * 3 * 2 * 2);
  expect(numbers.every((number) => number >= 0 && number <= 600)).toBe(true);
  expect(picture.querySelectorAll('rect[fill="url(#held)"]').length).toBe(1);
});

test("before there is anything to draw, nothing is drawn", () => {
  show(<CourseChart course={COURSE.slice(0, 1)} total={50} />);
  expect(screen.queryByRole("img")).toBe(null);
});
