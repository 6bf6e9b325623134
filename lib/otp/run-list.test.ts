import { expect, test } from "vitest";
import { doubtsRequestSchema } from "./doubts";
import { rowQuerySchema } from "./run-list";

test("what the ledger could not even look for is turned away before it is asked", () => {
  const query = { states: [], search: "ann", after: -1, most: 1 };
  const passes = (changed: object) => rowQuerySchema.safeParse({ ...query, ...changed }).success;
  expect(passes({})).toBe(true);
  expect(passes({ after: 2 ** 31 - 1 })).toBe(true);
  expect(passes({ after: 2 ** 31 })).toBe(false);
  expect(passes({ search: "ann\0" })).toBe(false);
  expect(doubtsRequestSchema.safeParse({ after: 2 ** 31 }).success).toBe(false);
});
