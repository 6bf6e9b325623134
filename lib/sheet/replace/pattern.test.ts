import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patternOf } from "./pattern";

const regex = (find: string) => patternOf({ find, regex: true, matchCase: true });

test("plain text is found as it is, whatever it means in an expression", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (find, before, after) => {
      const pattern = patternOf({ find, regex: false, matchCase: true });
      if (typeof pattern === "string") throw new Error(pattern);
      expect(`${before}${find}${after}`.replace(pattern, "").length).toBeLessThan(
        `${before}${find}${after}`.length,
      );
    }),
  );
});

test("case counts only when asked to", () => {
  const found = (matchCase: boolean) =>
    "ABC".match(patternOf({ find: "b", regex: false, matchCase }) as RegExp);
  expect(found(true)).toBe(null);
  expect(found(false)).not.toBe(null);
});

test("what is no expression is said to be none", () => {
  expect(regex("(")).toBe("invalid");
  expect(regex("[")).toBe("invalid");
  expect(patternOf({ find: "", regex: false, matchCase: false })).toBe("empty");
});

describe("an expression that could take for ever", () => {
  test.each([
    "(a+)+$",
    "(a*)*b",
    "(a|a)*b",
    "(?:a|ab)+c",
    "((a+)b?)+c",
    "([a-z]+)*$",
    "(?<word>\\w+)+!",
    "(a?){30}b",
    "(a{1,3})+b",
    "(\\d+)(\\1)+",
    ".*.*.*.*.*x",
  ])("%s is not searched for", (source) => expect(regex(source)).toBe("runaway"));

  test.each([
    "^\\s+|\\s+$",
    "(\\d{4}-){5}\\d{4}",
    "^(.*)@(.*)\\.(com|cn)$",
    "[+*(a|b)*]+x",
    "\\(a+\\)+",
    "(?:abc)?d+",
    "(a|b)c",
    "(a|b)?c+",
    "0{2,}",
    "^CN=([^,]+),.*$",
  ])("%s is", (source) => expect(regex(source)).toBeInstanceOf(RegExp));
});
