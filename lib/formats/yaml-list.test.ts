import { expect, test } from "vitest";
import { readYaml } from "./yaml-list";

function documentOf(text: string): unknown {
  const read = readYaml(text);
  return "document" in read ? read.document : read;
}

test("every scalar is the text it is written as", () => {
  expect(
    documentOf("- otpkey: 3132e10\n  step: 0o17\n  active: yes\n  at: 2026-11-22\n  none: null\n"),
  ).toEqual([{ otpkey: "3132e10", step: "0o17", active: "yes", at: "2026-11-22", none: "null" }]);
});

test("a malformed document is a problem with its line, and without anything out of it", () => {
  expect(documentOf("- serial: T1\n- serial: 'JBSWY3DPEHPK3PXP\n")).toEqual({
    problem: "yaml_invalid",
    values: { line: 3 },
  });
});

test("a key named __proto__ reaches no prototype", () => {
  const document = documentOf("- __proto__:\n    serial: T1\n") as Record<string, unknown>[];
  expect(Object.getPrototypeOf(document[0])).toBe(Object.prototype);
  expect({}).not.toHaveProperty("serial");
});

const laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    [..."bcdefghij"].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[i]}`).join(", ")}]`,
    ),
  )
  .join("\n");

test.each([
  ["aliases of aliases", laughs],
  ["lists opened at once", "- ".repeat(100_000)],
  ["keys that are mappings", "? ".repeat(500)],
  ["keys that are mappings in lists", "- ? ".repeat(40)],
  ["deep indentation", Array.from({ length: 3_000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ["a line without end", "a: ".repeat(60_000)],
  ["open brackets", "[".repeat(60_000)],
])("%s cost no time", (_, text) => {
  expect(documentOf(text)).toMatchObject({ problem: "yaml_invalid" });
});
