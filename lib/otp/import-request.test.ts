import { describe, expect, test } from "vitest";
import { importRequestSchema, MOST_ROWS, openRequestSchema } from "./import-request";
import { DEFAULT_OPTIONS } from "./run-view";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const row = (id = 0, changes: object = {}) => ({
  id,
  source: 0,
  line: 2,
  userId: `user-${id}`,
  secret: SECRET,
  ...changes,
});
const taken = (rows: unknown, last: unknown = false) => importRequestSchema.safeParse({ rows, last }).success;

test("a chunk of checked rows is taken as it is", () => {
  const request = { last: true, rows: [row(), row(7, { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" })] };
  expect(importRequestSchema.parse(request)).toEqual(request);
});

describe("a request is not taken", () => {
  test.each([
    ["with rows that are not in the order of their ids", [row(2), row(1)]],
    ["with a line below zero", [row(1, { line: -1 })]],
    ["without the file that it came from", [row(1, { source: undefined })]],
    ["with something else than rows", "rows"],
    ["with the same row twice", [row(1), row(1, { userId: "other" })]],
    ["with the same user twice", [row(1), row(2, { userId: "user-1" })]],
    ["with a row number below zero", [row(-1)]],
    ["with half a row number", [row(0.5)]],
    ["without a user id", [row(1, { userId: "" })]],
    ["with a user id of two words", [row(1, { userId: "a b" })]],
    ["with a user id of 129 characters", [row(1, { userId: "a".repeat(129) })]],
    ["with an empty recovery code", [row(1, { recoveryCode: "" })]],
    ["with a recovery code of 257 characters", [row(1, { recoveryCode: "a".repeat(257) })]],
    ["with something more in a row", [row(1, { admin: true })]],
  ])("%s", (_, rows) => expect(taken(rows)).toBe(false));

  // GenAuth checks nothing: what is not exactly right here locks its user out.
  test.each([
    "",
    "GEZDGNBV GY3TQOJQ",
    SECRET.toLowerCase(),
    `${SECRET}======`,
    "JBSWY3DPEHPK3PX0",
    "A",
    "JBSWY3DPEHPK3PXPA",
    "JBSWY3DPEHPK3PXQR",
    "A".repeat(500),
  ])("with the secret %j", (secret) => expect(taken([row(1, { secret })])).toBe(false));

  test("of more rows than one call may have", () => {
    const rows = Array.from({ length: MOST_ROWS + 1 }, (_, id) => row(id));
    expect([taken(rows.slice(1)), taken(rows)]).toEqual([true, false]);
  });

  test.each(["", "true", 1, null])("with %j for its last", (last) =>
    expect(taken([row()], last)).toBe(false),
  );
});

test("the last chunk may be empty: the rows had come up already", () => expect(taken([], true)).toBe(true));

describe("a run", () => {
  const run = {
    key: "0f3a2b7c-1d2e-4f5a-8b9c-0d1e2f3a4b5c",
    total: 3,
    sources: [{ name: "a.csv", size: 12 }],
    options: DEFAULT_OPTIONS,
  };
  test("is taken as it is", () => expect(openRequestSchema.parse(run)).toEqual(run));
  test.each([
    { key: "1" },
    { total: 0 },
    { sources: [{ name: "x".repeat(257), size: 1 }] },
    { options: { ...DEFAULT_OPTIONS, ceiling: 0 } },
    { options: { ...DEFAULT_OPTIONS, verify: "never" } },
    { host: "https://elsewhere.example" },
  ])("is not taken with %j", (change) =>
    expect(openRequestSchema.safeParse({ ...run, ...change }).success).toBe(false),
  );
});

test("128 characters are 128, also where each takes two of JavaScript’s", () => {
  expect(taken([row(1, { userId: "😀".repeat(128) })])).toBe(true);
  expect(taken([row(1, { userId: "😀".repeat(129) })])).toBe(false);
});

test("what is wrong with a request does not quote its secrets", () => {
  const { error } = importRequestSchema.safeParse({
    last: false,
    rows: [row(1, { secret: "JBSWY3DPEHPK3PX0" })],
  });
  expect(JSON.stringify(error)).not.toContain("JBSWY3DPEHPK3PX0");
  expect(String(error)).not.toContain("JBSWY3DPEHPK3PX0");
});
