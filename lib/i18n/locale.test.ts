import { expect, test } from "vitest";
import { negotiateLocale } from "./locale";

test.each([
  [undefined, "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  [undefined, "zh-TW", "zh-CN"],
  [undefined, "de-DE,de;q=0.9", "en"],
  [undefined, "fr;q=0.9,en;q=0.2,zh;q=0.5", "zh-CN"],
  [undefined, "en-GB,zh;q=0.9", "en"],
  [undefined, "zh;q=0", "en"],
  [undefined, null, "en"],
  ["en", "zh-CN", "en"],
  ["zh-CN", "en", "zh-CN"],
  ["klingon", "zh-CN", "zh-CN"],
])("chosen %s, browser %s: %s", (chosen, header, locale) =>
  expect(negotiateLocale(chosen, header)).toBe(locale),
);
