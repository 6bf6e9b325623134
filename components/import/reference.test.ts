import { describe, expect, test } from "vitest";
import type { Outcome } from "@/lib/otp/outcome";
import { referenceOf, referenceText } from "./reference";

describe("what to quote to GenAuth", () => {
  test.each<[string, Outcome | null, string]>([
    ["of a row without an outcome", null, ""],
    ["of one that waits", { state: "waiting" }, ""],
    ["of one without numbers", { state: "unknown", code: "timeout" }, ""],
    [
      "all three numbers",
      { state: "refused", code: "user_not_found", statusCode: 404, apiCode: 2004, requestId: "a-b" },
      "statusCode 404, apiCode 2004, requestId a-b",
    ],
    ["the code of V2, which is text", { state: "refused", code: "refused", apiCode: "E1" }, "apiCode E1"],
    ["apiCode 0", { state: "refused", code: "refused", apiCode: 0 }, "apiCode 0"],
    ["no 200, which is no news", { state: "verified", statusCode: 200, requestId: "a" }, "requestId a"],
  ])("%s", (_, outcome, text) => expect(referenceText(outcome)).toBe(text));

  test("the numbers by themselves, for the report", () => {
    expect(referenceOf({ state: "sending" })).toEqual({});
    expect(referenceOf({ state: "stopped", code: "plan", statusCode: 402 })).toMatchObject({
      statusCode: 402,
    });
  });
});
