// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "@/components/testing";
import type { Preview } from "@/lib/sheet/preview";
import { PreviewBody } from "./preview-body";

const preview = (changes: Partial<Preview> = {}): Preview => ({
  changed: 1200,
  same: 5,
  locked: 2,
  mended: 1000,
  broken: 1,
  left: [{ code: "secret_lookalike", rows: 200 }],
  examples: [
    {
      id: 1,
      source: 0,
      line: 1234,
      name: "ann",
      before: "••0•",
      after: "••O•",
      key: { bits: 160, encoding: "base32" },
      issue: null,
    },
  ],
  stopped: false,
  assigned: null,
  ...changes,
});
const said = (given: Preview, removes = false) =>
  show(<PreviewBody preview={given} removes={removes} />).container.textContent ?? "";

test("says how many rows change, what is mended, spoiled and still wrong, and what stays", () => {
  const text = said(preview());
  for (const part of [
    "1,200 rows will change.",
    "1,000 of them are in order then.",
    "1 row that is in order now would not be any more.",
    "200 secrets contain 0, 1 or 8",
    "3 rows stay as they are.",
    "2 rows already in GenAuth",
    "Line 1,234",
    "160 bits",
  ])
    expect(text).toContain(part);
});

test("marks the characters that are exchanged, and nothing in a text that is not masked", () => {
  show(<PreviewBody preview={preview()} removes={false} />);
  expect(screen.getAllByText(/^[0O]$/).map(({ tagName }) => tagName)).toEqual(["B", "B"]);
});

test("of a removal says that rows can come back", () => {
  const [example] = preview().examples;
  const removal = preview({
    left: [],
    broken: 0,
    mended: 0,
    examples: example ? [{ ...example, after: null }] : [],
  });
  expect(said(removal, true)).toMatch(/1,200 rows will be removed.*can be restored.*removed/);
});

test("of nothing to do, and of a search that was stopped, says just that", () => {
  expect(said(preview({ changed: 0 }))).toBe("No row would change.");
  expect(said(preview({ stopped: true }))).toMatch(/^The search took too long/);
});

test("of a list of owners says what fits nothing, also when no row would change", () => {
  const assigned = { missing: 3, unused: 1, ambiguous: 2 };
  for (const changed of [0, 7])
    expect(said(preview({ changed, assigned }))).toMatch(/3 rows.*1 line of the list.*2 keys have two/);
});
