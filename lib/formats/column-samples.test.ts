import { expect, test } from "vitest";
import { columnSamples } from "./column-samples";

test("what may be a secret is shown as its shape only", () => {
  expect(columnSamples("secret", ["GEZD GNBV 2345", "abcDEF99"])).toEqual(["AAAA AAAA 9999", "aaaAAA99"]);
  expect(columnSamples("ignore", ["hunter2", "密码A1"])).toEqual(["aaaaaa9", "aaA9"]);
  expect(columnSamples("uri", [`otpauth://totp/a?secret=${"A".repeat(32)}`])).toEqual([
    "aaaaaaa://aaaa/a?aaaaaa=AAAAAAAA…",
  ]);
});

test("names are shown, empty cells are not, and long ones are cut", () => {
  expect(columnSamples("email", ["", undefined, "a@b.co", "c@d.co", "e@f.co"])).toEqual(["a@b.co", "c@d.co"]);
  expect(columnSamples("username", ["x".repeat(80)])).toEqual([`${"x".repeat(32)}…`]);
});
