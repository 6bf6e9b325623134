import { expect, test } from "vitest";
import { TextKey } from "./text-key";

const keyOf = (text: string) => {
  const key = new TextKey();
  key.of(text);
  return `${key.high} ${key.low}`;
};

test("texts that differ have keys that differ, in both halves", () => {
  const texts = Array.from({ length: 20_000 }, (_, number) => number.toString(16).padStart(24, "0"));
  const keys = texts.map(keyOf);
  expect(new Set(keys).size).toBe(texts.length);
  // Among 20,000 numbers of 32 bits a few may well be equal.
  for (const half of [0, 1])
    expect(new Set(keys.map((key) => key.split(" ")[half])).size).toBeGreaterThan(19_980);
});

test("no text has no key, and every other text has one", () => {
  expect(keyOf("")).toBe("0 0");
  expect(keyOf("a")).not.toBe("0 0");
  expect(keyOf("a")).toBe(keyOf("a"));
});
