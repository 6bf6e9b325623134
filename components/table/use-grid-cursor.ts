"use client";

import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import type { GridRows } from "./grid-kind";
import type { GridPlace } from "./grid-port";
import type { GridCommand } from "./key-bindings";
import { type CellPlace, moved } from "./moved";
import {
  everything,
  fitted,
  isOneCell,
  only,
  rectangleOf,
  type Selection,
  upTo,
  wholeColumns,
  wholeRows,
} from "./selection";
import { showColumn } from "./show-column";
import { useScrollWindow } from "./use-scroll-window";
import { useSelection } from "./use-selection";

export const ROW_PX = 36;
export const HEADER_PX = 36;
/** Rows are asked for by so many, before they are on screen: a row drawn empty first would be drawn twice. */
const STRIDE = 32;

type Its<Row> = {
  rows: GridRows<Row>;
  columns: number;
  /** What the rows are the answer to, as text. */
  asked: string;
  /** Where the cursor stood when the grid was left; null to begin at the top. */
  place: GridPlace | null;
  /** Something else is selected now; the same function from one drawing to the next. */
  onChange: () => void;
};

/** What moves the cursor or changes the selection, and nothing else. */
export type CursorCommand = Extract<GridCommand, `move${string}` | `extend${string}` | `select${string}`>;

export type GridCursor<Row> = ReturnType<typeof useGridCursor<Row>>;

/** The cursor of a grid, the range around it and what is on screen; the rows may be anybody's. */
export function useGridCursor<Row>({ rows, columns, asked, place, onChange }: Its<Row>) {
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const size = { rows: rows.length, columns };

  const lies = useScrollWindow({
    scroller,
    rows: rows.length,
    rowPx: ROW_PX,
    headerPx: HEADER_PX,
    from: place?.position ?? 0,
  });
  const { first, end, showRow } = lies;
  const { look } = rows;
  const { start, stop } = aheadOf(first, end);
  useEffect(() => look(start, stop), [look, start, stop]);

  const marked = useSelection({
    scroller,
    rowAtY: lies.rowAtY,
    scrollBy: lies.scrollBy,
    headerPx: HEADER_PX,
    from: place?.selection ?? null,
    onChange,
  });
  const { set } = marked;
  const selection = fitted(marked.selection, size);
  const { active, head } = selection;

  // Other rows stand where the range was: nothing may happen to them by mistake.
  const [answered, setAnswered] = useState(asked);
  if (asked !== answered) {
    setAnswered(asked);
    set(only(active));
  }

  const focusGrid = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  const select = useCallback(
    (next: Selection, shownPlace: CellPlace) => {
      set(next);
      showRow(shownPlace.row);
      showColumn(scroller.current, shownPlace.column);
    },
    [set, showRow],
  );
  const putCursor = useCallback((to: CellPlace) => select(only(to), to), [select]);

  // Whoever comes back goes on with the keys where they were.
  const cameBack = useRef(place !== null);
  useEffect(() => {
    if (cameBack.current) focusGrid();
  }, [focusGrid]);

  const move = (event: KeyboardEvent) => {
    const next = moved(event, event.shiftKey ? head : active, { ...size, page: lies.page });
    if (next) select(event.shiftKey ? upTo(selection, next) : only(next), next);
  };
  const commands: Record<CursorCommand, (event: KeyboardEvent) => void> = {
    move,
    movePage: move,
    moveInRow: move,
    moveFar: move,
    moveToCorner: move,
    extend: move,
    extendPage: move,
    extendInRow: move,
    extendFar: move,
    extendToCorner: move,
    selectAll: () => set(everything(selection, size)),
    selectColumns: () => set(wholeColumns(selection, size)),
    selectRows: () => set(wholeRows(selection, size)),
    selectNone: () => putCursor(active),
  };

  return {
    gridId,
    scroller,
    lies,
    size,
    /** As it was made; `selection` is what of it there are rows for. */
    marked: marked.selection,
    selection,
    active,
    range: rectangleOf(selection),
    one: isOneCell(selection),
    activeRow: rows.at(active.row),
    set,
    putCursor,
    focusGrid,
    commands,
    onPointerDown: marked.onPointerDown,
    onClick: marked.onClick,
  };
}

/** The rows to ask for while these are drawn. */
function aheadOf(first: number, end: number): { start: number; stop: number } {
  const start = Math.floor((first - STRIDE / 2) / STRIDE) * STRIDE;
  return { start: Math.max(0, start), stop: Math.ceil((end + STRIDE / 2) / STRIDE) * STRIDE };
}
