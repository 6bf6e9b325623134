"use client";

import { useTable } from "@tanstack/react-table";
import {
  type ClipboardEventHandler,
  type KeyboardEventHandler,
  type MouseEvent,
  type PointerEvent,
  useMemo,
  useState,
} from "react";
import type { MenuPoint } from "@/components/ui/menu";
import { features } from "./features";
import type { GridItem, GridKind, GridRows } from "./grid-kind";
import { cellId, GridRow } from "./grid-row";
import { HeaderRow, type Sorting } from "./header-row";
import type { CellPlace } from "./moved";
import { RangeFrame } from "./range-frame";
import { canvasPx } from "./scroll-window";
import { type GridCursor, HEADER_PX, ROW_PX } from "./use-grid-cursor";
import { placeOf } from "./use-selection";

type Props<Row extends GridItem> = {
  kind: GridKind<Row>;
  rows: GridRows<Row>;
  cursor: GridCursor<Row>;
  /** What it is of, and which keys it takes. */
  label: string;
  description: string;
  sorting: Sorting | null;
  /** A row that is drawn wherever it stands, since it is being edited. */
  kept?: { row: Row; index: number } | null;
  /** How it takes its place. */
  look: string;
  onKeyDown: KeyboardEventHandler;
  onPaste?: ClipboardEventHandler;
  onMenu: (place: CellPlace | null, point: MenuPoint) => void;
};

/** A virtual grid as it is seen: the rows on screen, and the one being edited wherever it is. */
export function GridCanvas<Row extends GridItem>(props: Props<Row>) {
  const { kind, rows, cursor, label, description, sorting, kept = null, look } = props;
  const { gridId, scroller, lies, active, range } = cursor;
  const { first, end } = lies;
  const startOf = (row: number) => HEADER_PX + lies.topOfRow(row);

  const { loaded } = rows;
  const away = kept && !rows.at(kept.index) ? kept.row : null;
  const data = useMemo(() => (away ? [...loaded, away] : loaded), [loaded, away]);
  const table = useTable({ features, columns: kind.defs, data, getRowId: (row: Row) => String(row.id) });
  const models = new Map(table.getRowModel().rows.map((row) => [row.original.id, row]));

  /** The row under the pointer. */
  const [over, setOver] = useState<number | null>(null);
  function onPointerOver({ target }: PointerEvent) {
    const row = target instanceof Element && target.closest("[role=row]");
    setOver(row ? Number(row.getAttribute("aria-rowindex")) - 2 : null);
  }

  /** Buttons in rows are there for the mouse; the keys stay with the grid. */
  function onMouseDown(event: MouseEvent) {
    if (!(event.target instanceof Element && event.target.closest("[role=gridcell] button"))) return;
    event.preventDefault();
    cursor.focusGrid();
  }

  function onContextMenu(event: MouseEvent) {
    const place = placeOf(event.target);
    if (!place && event.target !== event.currentTarget) return;
    event.preventDefault();
    props.onMenu(place, { x: event.clientX, y: event.clientY });
  }

  /** A row that has left the screen is drawn again as another one: nothing is made anew while the grid scrolls. */
  const keyOf = (index: number) => (kept?.index === index ? "kept" : index % lies.most);
  const indexes = Array.from({ length: end - first }, (_, at) => first + at);
  if (kept && (kept.index < first || kept.index >= end)) indexes.push(kept.index);
  const isDrawn = indexes.includes(active.row) && rows.at(active.row) !== undefined;
  return (
    <div
      ref={scroller}
      id={gridId}
      role="grid"
      aria-label={label}
      aria-description={description}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={kind.columns.length}
      aria-activedescendant={isDrawn ? cellId(gridId, active.row, active.column) : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
      onPaste={props.onPaste}
      onMouseDown={onMouseDown}
      onContextMenu={onContextMenu}
      className={`group/grid relative overflow-auto rounded-panel border border-line bg-surface select-none [overflow-anchor:none] focus-visible:outline-offset-0 ${look}`}
    >
      <div
        role="presentation"
        className="relative overflow-clip"
        style={{ height: HEADER_PX + canvasPx(lies.geometry), width: kind.width }}
        onPointerOver={onPointerOver}
        onPointerLeave={() => setOver(null)}
        onPointerDown={cursor.onPointerDown}
        onClick={cursor.onClick}
      >
        <HeaderRow kind={kind} height={HEADER_PX} sorting={sorting} />
        {indexes.map((index) => {
          const row = rows.at(index) ?? (kept?.index === index ? kept.row : undefined);
          const inRange = index >= range.top && index <= range.bottom;
          return (
            <GridRow
              key={keyOf(index)}
              kind={kind}
              index={index}
              row={row && models.get(row.id)}
              start={startOf(index)}
              height={ROW_PX}
              gridId={gridId}
              cursor={index === active.row ? active.column : null}
              from={inRange ? range.left : -1}
              to={inRange ? range.right : -1}
              tools={index === over || index === active.row || index === kept?.index}
            />
          );
        })}
        {range.top === range.bottom && range.left === range.right ? null : (
          <RangeFrame template={kind.template} range={range} first={first} end={end} topOfRow={startOf} />
        )}
      </div>
    </div>
  );
}
