import { expect, test } from "vitest";
import { clockOffset } from "./clock-offset";
import { totpCode } from "./totp";

const KEY = new TextEncoder().encode("12345678901234567890");
const OTHER = new TextEncoder().encode("09876543210987654321");
const NOW = Date.UTC(2026, 10, 23, 12, 0, 15);
const STEP = 30_000;

test.each([0, -1, 1, -20, 20, -60, 60])("a code of %i steps from now", (steps) => {
  expect(clockOffset(KEY, totpCode(KEY, NOW + steps * STEP), NOW)).toBe(steps);
});

test.each([-28, -16, 2, 11, 28])(
  "a clock in another time zone, %i half hours away and a little off",
  (half) => {
    const steps = half * 60 + 2;
    expect(clockOffset(KEY, totpCode(KEY, NOW + steps * STEP), NOW)).toBe(steps);
  },
);

test("the code of another secret, of another day, or no code of six digits is none", () => {
  expect(clockOffset(KEY, totpCode(OTHER, NOW), NOW)).toBeNull();
  expect(clockOffset(KEY, totpCode(KEY, NOW - 40 * 3_600_000), NOW)).toBeNull();
  expect(clockOffset(KEY, totpCode(KEY, NOW).slice(0, 5), NOW)).toBeNull();
  expect(clockOffset(KEY, "", NOW)).toBeNull();
});

test("near the beginning of time there is nothing before it", () => {
  expect(clockOffset(KEY, totpCode(KEY, 0), 60_000)).toBe(-2);
});
