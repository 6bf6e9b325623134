import { expect, test } from "vitest";
import { passwordProblem, passwordStrength } from "./password";

const ABOUT = ["Ada Lovelace", "countess@example.com"];

test.each([
  ["eleven char", "short"],
  ["x".repeat(129), "long"],
  ["aaaaaaaaaaaaaaaa", "simple"],
  ["123456789012345", "simple"],
  ["abcabcabcabcabc", "simple"],
  ["qwertyuiopasdf", "simple"],
  ["password1234", "simple"],
  ["Password12345678", "simple"],
  ["lovelace2026", "personal"],
  ["countess-12345", "personal"],
  ["heron lantern violet", null],
  ["rM7!kq02Zp#x", null],
  ["船は静かな夜の港を出てゆく", null],
])("%s: %s", (password, problem) => expect(passwordProblem(password, ABOUT)).toBe(problem));

test("a longer one is stronger, whatever it is made of", () => {
  expect(passwordStrength("password1234")).toBe("weak");
  expect(passwordStrength("heron lantern violet")).not.toBe("weak");
  expect(passwordStrength("heron lantern violet dust")).toBe("strong");
});
