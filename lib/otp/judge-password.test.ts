import { expect, test } from "vitest";
import { judgePassword } from "./judge-password";

const ABOUT = ["Zofia Brzeczyszczykiewicz", "krasnoludek@example.com"];
const problemOf = (password: string) => judgePassword(password, ABOUT).problem;

test.each([
  ["eleven char", "short"],
  ["x".repeat(129), "long"],
  ["aaaaaaaaaaaaaaaa", "simple"],
  ["123456789012345", "simple"],
  ["abcabcabcabcabc", "simple"],
  ["qwertyuiopasdf", "simple"],
  ["password1234", "simple"],
  ["Password12345678", "simple"],
  ["otpferry12345", "simple"],
  ["Brzeczyszczykiewicz7", "personal"],
  ["zofia-krasnoludek", "personal"],
  ["heron lantern violet", null],
  ["rM7!kq02Zp#x", null],
  ["船は静かな夜の港を出てゆく", null],
])("%s: %s", (password, problem) => expect(problemOf(password)).toBe(problem));

// From the lists of passwords that got out: nothing in their spelling gives most of them away.
test.each([
  "mailcreated5240",
  "polniypizdec0211",
  "ghjcnjgfhjkm",
  "zaq12wsxcde3",
  "Michael12345678",
  "gfhjkm-gfhjkm",
])("%s has got out", (password) => expect(problemOf(password)).toBe("simple"));

test("a longer one is stronger, whatever it is made of", () => {
  const strength = (password: string) => judgePassword(password, ABOUT).strength;
  expect(strength("violet42lantern")).not.toBe("strong");
  expect(strength("heron lantern violet dust")).toBe("strong");
});

test("what takes longest to judge is judged all the same", () =>
  expect(judgePassword("p@ssw0rd$".repeat(14), ABOUT).problem).toBe("simple"));
