"use client";

import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Query } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, columns } from "./columns";
import { features } from "./features";
import { useGrid } from "./grid-context";
import { cellId, GridRow } from "./grid-row";
import { HeaderRow } from "./header-row";
import { type CellPlace, moved } from "./keys";

const ROW_PX = 36;
const HEADER_PX = 36;

type Props = {
  state: SheetState;
  /** Asks the worker for a part of the view. */
  look: (start: number, end: number) => void;
  sortBy: (sort: Query["sort"]) => void;
  /** The row the cursor is on; the inspector shows it. */
  onActive: (id: number | null) => void;
};

/** The virtual grid: it holds only the rows on screen, and knows the others by their number. */
export function RowsTable({ state, look, sortBy, onActive }: Props) {
  const t = useTranslations("table");
  const grid = useGrid();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 1 });
  const gridId = useId();
  const { viewLength, window: shown } = state;

  const virtualizer = useVirtualizer({
    count: viewLength,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: HEADER_PX,
    paddingStart: HEADER_PX,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => look(first, last + 1), [look, first, last]);

  const table = useTable({ features, columns, data: shown.rows, getRowId: (row: RowView) => String(row.id) });
  const rowAt = useCallback((index: number) => shown.rows[index - shown.start], [shown]);
  const models = new Map(table.getRowModel().rows.map((row) => [row.original.id, row]));

  const place: CellPlace = { row: Math.min(active.row, Math.max(0, viewLength - 1)), column: active.column };
  const activeId = rowAt(place.row)?.id ?? null;
  useEffect(() => onActive(activeId), [onActive, activeId]);

  const onCell = useCallback((row: number, column: number) => setActive({ row, column }), []);

  function goTo(next: CellPlace) {
    setActive(next);
    virtualizer.scrollToIndex(next.row);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget) return;
    const row = rowAt(place.row);
    const next = moved(event, place, {
      rows: viewLength,
      columns: COLUMNS.length,
      page: Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / ROW_PX) - 1),
    });
    if (next) {
      event.preventDefault();
      return goTo(next);
    }
    if (!row) return;
    const { id, edit } = COLUMNS[place.column] ?? {};
    if ((event.key === "Enter" || event.key === "F2") && edit) {
      event.preventDefault();
      grid.startEdit(row, edit);
    } else if (event.key === " " && id === "secret") {
      event.preventDefault();
      grid.reveal(row);
    } else if (event.key === "Delete" || (event.key === "Enter" && id === "actions")) {
      event.preventDefault();
      grid.setRemoved(row, row.state !== "removed");
    }
  }

  return (
    <div
      ref={scroller}
      id={gridId}
      role="grid"
      aria-label={t("label")}
      aria-description={t("keys")}
      aria-rowcount={viewLength + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={
        viewLength > 0 && rowAt(place.row) ? cellId(gridId, place.row, place.column) : undefined
      }
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-grid
      className="group/grid relative min-h-72 grow overflow-auto rounded-panel border border-line bg-surface focus-visible:outline-offset-0"
    >
      <div
        role="presentation"
        className="relative min-w-[66rem]"
        style={{ height: virtualizer.getTotalSize() }}
      >
        <HeaderRow height={HEADER_PX} sort={state.query.sort} sortBy={sortBy} />
        {items.map((item) => {
          const row = rowAt(item.index);
          return (
            <GridRow
              key={item.key}
              index={item.index}
              row={row && models.get(row.id)}
              start={item.start}
              height={ROW_PX}
              gridId={gridId}
              cursor={item.index === place.row ? place.column : null}
              onCell={onCell}
            />
          );
        })}
      </div>
    </div>
  );
}
