import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after";

const NOW = Date.parse("2026-01-02T03:04:05Z");

test.each<[unknown, number | undefined]>([
  ["0", 0],
  [" 7 ", 7_000],
  ["999999999999", 86_400_000],
  ["Fri, 02 Jan 2026 03:04:15 GMT", 10_000],
  ["Fri, 02 Jan 2026 03:00:00 GMT", 0],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["", undefined],
  [undefined, undefined],
])("Retry-After %j is %j ms", (value, expected) => {
  expect(retryAfterMs(value, NOW)).toBe(expected);
});
