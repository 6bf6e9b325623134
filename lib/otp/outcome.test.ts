import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextOutcome, type Outcome, outcomeSchema } from "./outcome";

const FINAL: readonly Outcome[] = [
  { state: "skipped", code: "has_otp" },
  { state: "accepted", code: "no_answer" },
  { state: "verified" },
  { state: "mismatch", code: "absent" },
  { state: "refused", code: "invalid", statusCode: 400, apiCode: 2004, requestId: "r" },
  { state: "unknown", code: "timeout" },
  { state: "stopped", code: "credentials" },
];
const ANY: readonly Outcome[] = [{ state: "waiting" }, { state: "sending" }, ...FINAL];

describe("the next word about a row", () => {
  test("counts as long as the row is not done", () => {
    for (const current of [null, { state: "waiting" }, { state: "sending" }] as const)
      for (const next of ANY) expect(nextOutcome(current, next)).toBe(next);
  });

  test("does not count for a row that is done, whatever comes late", () => {
    for (const current of FINAL)
      for (const next of ANY.filter(({ state }) => state !== "waiting"))
        expect(nextOutcome(current, next)).toBe(current);
  });

  test("a new run takes up what is done, except what was seen to be stored", () => {
    const waiting: Outcome = { state: "waiting" };
    for (const current of FINAL)
      expect(nextOutcome(current, waiting)).toBe(current.state === "verified" ? current : waiting);
  });

  test("never leads out of verified", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ANY)), fc.array(fc.constantFrom(...ANY)), (before, after) => {
        const words: Outcome[] = [...before, { state: "waiting" }, { state: "verified" }];
        const current = words.reduce<Outcome | null>(nextOutcome, null);
        expect(after.reduce<Outcome | null>(nextOutcome, current)).toBe(current);
      }),
    );
  });
});

describe("an outcome from the server", () => {
  test.each(ANY)("%j is one", (outcome) => expect(outcomeSchema.parse(outcome)).toEqual(outcome));

  test.each([
    { state: "refused" },
    { state: "refused", code: "credentials" },
    { state: "unknown", code: "because" },
    { state: "mismatch" },
    { state: "splendid" },
    { state: "verified", requestId: "x".repeat(129) },
    { state: "verified", statusCode: "200" },
    null,
    "verified",
  ])("%j is none", (given) => expect(outcomeSchema.safeParse(given).success).toBe(false));

  test("loses what it ought not to carry", () => {
    const given = {
      state: "refused",
      code: "invalid",
      secret: "JBSWY3DPEHPK3PXP",
      message: "JBSWY3DPEHPK3PXP",
    };
    expect(outcomeSchema.parse(given)).toEqual({ state: "refused", code: "invalid" });
  });
});
