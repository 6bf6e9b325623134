"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { RowView } from "@/lib/sheet/row-view";
import type { Selection } from "./selection";

/** The row that the cursor was put on: if rows move under the selection, it is not the one that stands there now. */
export function useKnownRow(selection: Selection, row: RowView | undefined): () => CellRange["known"] {
  const known = useRef<{ selection: Selection; its: CellRange["known"] }>({ selection, its: null });
  useEffect(() => {
    if (known.current.selection !== selection) known.current = { selection, its: null };
    if (row) known.current.its ??= { place: selection.active.row, id: row.id };
  }, [selection, row]);
  return useCallback(() => known.current.its, []);
}
