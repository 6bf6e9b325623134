// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import { EVERYTHING } from "@/lib/sheet/query";
import { NoRows } from "./no-rows";

const query = { ...EVERYTHING, issue: "secret_lookalike" } as const;

test.each([
  [sheetState({ query, issues: [] }), "No row has this problem any more."],
  [sheetState({ query, issues: [{ code: "secret_lookalike", rows: 2 }] }), "No row matches this filter."],
  [sheetState({ query: { ...EVERYTHING, search: "x" } }), "No row matches this filter."],
])("of a problem that is mended it says so, and no more than that of others (%#)", (state, sentence) => {
  show(<NoRows state={state} onAll={vi.fn()} />);
  expect(screen.getByText(sentence)).toBeTruthy();
});
