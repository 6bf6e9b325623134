import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { takeOne } from "./allowance";

const THREE = { times: 3, withinMs: 1_000 };

test("so many times, then not before the first is long enough ago", () => {
  const name = randomUUID();
  expect([0, 100, 200].map((now) => takeOne(name, THREE, now))).toEqual([null, null, null]);
  expect(takeOne(name, THREE, 300)).toBe(700);
  expect(takeOne(name, THREE, 999)).toBe(1);
  expect(takeOne(name, THREE, 1_000)).toBeNull();
  expect(takeOne(name, THREE, 1_050)).toBe(50);
});

test("what is turned away counts for nothing, and nobody takes another's times", () => {
  const [name, other] = [randomUUID(), randomUUID()];
  for (let now = 0; now < 50; now++) takeOne(name, THREE, now);
  expect(takeOne(name, THREE, 1_002)).toBeNull();
  expect(takeOne(other, THREE, 60)).toBeNull();
});

test("many names do not make it forget those whose time is not over", () => {
  const name = randomUUID();
  for (let at = 0; at < 3; at++) takeOne(name, THREE, 5_000);
  for (let at = 0; at < 20_002; at++) takeOne(`${name} ${at}`, THREE, at / 10_000);
  expect(takeOne(name, THREE, 5_001)).toBe(999);
});
