// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { rowView } from "@/components/testing";
import type { RowView } from "@/lib/sheet/row-view";
import { only, type Selection, upTo } from "./selection";
import { useKnownRow } from "./use-known-row";

const begun = only({ row: 3, column: 1 });
const row = rowView({ id: 7 });

function open(first: { selection: Selection; row: RowView | undefined }) {
  const { result, rerender } = renderHook(useKnownRow, {
    initialProps: { ...first, asked: "", window: {} },
  });
  return {
    known: () => result.current(),
    draw: (next: typeof first) => rerender({ ...next, asked: "", window: {} }),
  };
}

test("a range that has grown beyond what is on screen is still known by the row it began at", () => {
  const { known, draw } = open({ selection: begun, row });
  const far = (to: number) => upTo(begun, { row: to, column: 1 });
  draw({ selection: far(40), row });
  draw({ selection: far(40), row: undefined });
  draw({ selection: far(80), row: undefined });
  expect(known()).toEqual({ place: 3, id: 7 });
});

test("a cell whose row is not at hand yet is known by no other row", () => {
  const { known, draw } = open({ selection: begun, row });
  draw({ selection: only({ row: 90, column: 1 }), row: undefined });
  expect(known()).toBe(null);
  draw({ selection: only({ row: 3, column: 1 }), row: rowView({ id: 9 }) });
  expect(known()).toEqual({ place: 3, id: 9 });
});
