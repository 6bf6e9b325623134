import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const text = readFileSync(resolve("docs/security.md"), "utf8");

test("every file that docs/security.md names is there", () => {
  const named = [...text.matchAll(/`([\w./[\]-]+\.(?:tsx?|md|csv))`/g)].map(([, path]) => String(path));
  const linked = [...text.matchAll(/\]\(([\w./-]+)\)/g)].map(([, path]) => `docs/${path}`);
  expect(named.length).toBeGreaterThan(40);
  expect([...named, ...linked].filter((path) => !existsSync(resolve(path)))).toEqual([]);
});

test("whatever is said to be met has a test, or says why it needs none", () => {
  const rows = text.split("\n").filter((line) => /^\| \d/.test(line) && /\| met/.test(line));
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter((line) => !/`|top|dynamic/.test(line))).toEqual([]);
});
