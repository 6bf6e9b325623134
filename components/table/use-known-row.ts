"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { RowView } from "@/lib/sheet/row-view";
import type { Selection } from "./selection";

type Its = {
  selection: Selection;
  row: RowView | undefined;
  /** What the page has asked to see, and the rows it was given last. */
  asked: string;
  window: object;
};

/** The row that the cursor was put on: if rows move under the selection, it is not the one that stands there now. */
export function useKnownRow({ selection, row, asked, window }: Its): () => CellRange["known"] {
  const known = useRef<{
    selection: Selection;
    asked: string;
    stale: object | null;
    its: CellRange["known"];
  }>({
    selection,
    asked,
    stale: null,
    its: null,
  });
  useEffect(() => {
    const last = known.current;
    // The rows that are there when something else is asked for are not yet the answer.
    if (last.asked !== asked) known.current = { selection, asked, stale: window, its: null };
    else if (last.selection !== selection) {
      // A range that grows leaves the row of its cursor behind, and that row still is the one it was.
      const stays = !row && last.its?.place === selection.active.row;
      known.current = { ...last, selection, its: stays ? last.its : null };
    }
    if (row && window !== known.current.stale)
      known.current.its ??= { place: selection.active.row, id: row.id };
  }, [selection, row, asked, window]);
  return useCallback(() => known.current.its, []);
}
