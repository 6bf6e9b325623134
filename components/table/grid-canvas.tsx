"use client";

import { useTable } from "@tanstack/react-table";
import {
  type ClipboardEventHandler,
  type KeyboardEventHandler,
  type MouseEvent,
  type MouseEventHandler,
  type PointerEvent,
  type PointerEventHandler,
  type RefObject,
  useMemo,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { MenuPoint } from "@/components/ui/menu";
import type { Query } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, columns, GRID_WIDTH } from "./columns";
import { features } from "./features";
import type { Editing } from "./grid-context";
import { cellId, GridRow } from "./grid-row";
import { HeaderRow } from "./header-row";
import type { CellPlace } from "./moved";
import { RangeFrame } from "./range-frame";
import { canvasPx } from "./scroll-window";
import type { Rectangle } from "./selection";
import type { useScrollWindow } from "./use-scroll-window";
import { placeOf } from "./use-selection";

type Props = {
  gridId: string;
  scroller: RefObject<HTMLDivElement | null>;
  state: SheetState;
  lies: ReturnType<typeof useScrollWindow>;
  rowPx: number;
  headerPx: number;
  rowAt: (place: number) => RowView | undefined;
  editing: Editing | null;
  active: CellPlace;
  range: Rectangle;
  sortBy: (sort: Query["sort"]) => void;
  onKeyDown: KeyboardEventHandler;
  onPaste: ClipboardEventHandler;
  onMenu: (place: CellPlace | null, point: MenuPoint) => void;
  onPointerDown: PointerEventHandler;
  onClick: MouseEventHandler;
};

/** The grid as it is seen: the rows on screen, and the one being edited wherever it is. */
export function GridCanvas(props: Props) {
  const { gridId, scroller, state, lies, rowPx, headerPx, rowAt, editing, active, range } = props;
  const t = useTranslations("table");
  const { first, end } = lies;
  const startOf = (row: number) => headerPx + lies.topOfRow(row);

  const away = editing && !rowAt(editing.index) ? editing.row : null;
  const data = useMemo(() => (away ? [...state.window.rows, away] : state.window.rows), [state.window, away]);
  const table = useTable({ features, columns, data, getRowId: (row: RowView) => String(row.id) });
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
    scroller.current?.focus({ preventScroll: true });
  }

  function onContextMenu(event: MouseEvent) {
    const place = placeOf(event.target);
    if (!place && event.target !== event.currentTarget) return;
    event.preventDefault();
    props.onMenu(place, { x: event.clientX, y: event.clientY });
  }

  /** A row that has left the screen is drawn again as another one: nothing is made anew while the grid scrolls. */
  const keyOf = (index: number) => (editing?.index === index ? "editing" : index % lies.most);
  const indexes = Array.from({ length: end - first }, (_, at) => first + at);
  if (editing && (editing.index < first || editing.index >= end)) indexes.push(editing.index);
  return (
    <div
      ref={scroller}
      id={gridId}
      role="grid"
      aria-label={t("label")}
      aria-description={t("keys")}
      aria-multiselectable
      aria-rowcount={state.viewLength + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={rowAt(active.row) ? cellId(gridId, active.row, active.column) : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
      onPaste={props.onPaste}
      onMouseDown={onMouseDown}
      onContextMenu={onContextMenu}
      className="group/grid relative min-h-72 grow overflow-auto rounded-panel border border-line bg-surface select-none [overflow-anchor:none] focus-visible:outline-offset-0 max-lg:max-h-[80dvh]"
    >
      <div
        role="presentation"
        className="relative overflow-clip"
        style={{ height: headerPx + canvasPx(lies.geometry), width: GRID_WIDTH }}
        onPointerOver={onPointerOver}
        onPointerLeave={() => setOver(null)}
        onPointerDown={props.onPointerDown}
        onClick={props.onClick}
      >
        <HeaderRow height={headerPx} sort={state.query.sort} sortBy={props.sortBy} />
        {indexes.map((index) => {
          const row = rowAt(index) ?? (editing?.index === index ? editing.row : undefined);
          const inRange = index >= range.top && index <= range.bottom;
          return (
            <GridRow
              key={keyOf(index)}
              index={index}
              row={row && models.get(row.id)}
              start={startOf(index)}
              height={rowPx}
              gridId={gridId}
              cursor={index === active.row ? active.column : null}
              from={inRange ? range.left : -1}
              to={inRange ? range.right : -1}
              tools={index === over || index === active.row || index === editing?.index}
            />
          );
        })}
        {range.top === range.bottom && range.left === range.right ? null : (
          <RangeFrame range={range} first={first} end={end} topOfRow={startOf} />
        )}
      </div>
    </div>
  );
}
