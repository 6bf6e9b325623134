import { expect, test } from "vitest";
import { masked } from "./mask";

test("shows the shape of a secret and nothing of it", () => {
  expect(masked("JBSW Y3DP-EHPK", "JBSWY3DPEHPK")).toEqual(["•••• ••••-••••", "••••••••••••"]);
  expect(masked("密码Ab+/9", "")).toEqual(["•••••••", ""]);
});

test("shows the characters that are exchanged, if they are few", () => {
  expect(masked("JBSW0Y3DP", "JBSWOY3DP")).toEqual(["••••0••••", "••••O••••"]);
  expect(masked("ABCDEF", "GHIJKL")).toEqual(["••••••", "••••••"]);
});

test("does not grow without end", () => {
  expect(masked("A".repeat(500), "")[0]).toHaveLength(65);
});
