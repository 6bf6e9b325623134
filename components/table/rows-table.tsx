"use client";

import { useTable } from "@tanstack/react-table";
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { FaultyCell } from "@/lib/sheet/faulty-cell";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, columnOf, columns } from "./columns";
import { features } from "./features";
import { GoToLine } from "./go-to-line";
import { type GridActions, GridProvider, type Step } from "./grid-context";
import type { GridPort } from "./grid-port";
import { cellId, GridRow } from "./grid-row";
import { HeaderRow } from "./header-row";
import { type GridCommand, gridCommand, typedCharacter } from "./key-bindings";
import { KeySheet } from "./key-sheet";
import { type CellPlace, moved } from "./moved";
import { RangeFrame } from "./range-frame";
import { canvasPx } from "./scroll-window";
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
import { StatusBar } from "./status-bar";
import { useCellEditing } from "./use-cell-editing";
import { useScrollWindow } from "./use-scroll-window";
import { useSelection } from "./use-selection";

const ROW_PX = 36;
const HEADER_PX = 36;

type Props = {
  state: SheetState;
  port: GridPort;
  sourceName: GridActions["sourceName"];
  /** Where the cursor is to go; every new object moves it once. */
  goTo: FaultyCell | null;
};

/** The virtual grid: it holds only the rows on screen, and knows the others by their number. */
export function RowsTable({ state, port, sourceName, goTo }: Props) {
  const t = useTranslations();
  const scroller = useRef<HTMLDivElement>(null);
  const lineInput = useRef<HTMLInputElement>(null);
  const gridId = useId();
  const [message, say] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const { viewLength, window: shown } = state;
  const size = { rows: viewLength, columns: COLUMNS.length };

  const its = useScrollWindow({ scroller, rows: viewLength, rowPx: ROW_PX, headerPx: HEADER_PX });
  const { first, end, topOfRow, showRow } = its;
  useEffect(() => port.look(first, end), [port, first, end]);

  const marked = useSelection({ scroller, rowAtY: its.rowAtY, scrollBy: its.scrollBy, headerPx: HEADER_PX });
  const selection = fitted(marked.selection, size);
  const { active, head } = selection;
  const range = rectangleOf(selection);
  const one = isOneCell(selection);

  const rowAt = useCallback((index: number): RowView | undefined => shown.rows[index - shown.start], [shown]);
  const { editing, start, end: endEditing, onDraft } = useCellEditing(port.edit, rowAt);
  const edited = editing && !rowAt(editing.index) ? editing : null;
  const data = useMemo(() => (edited ? [...shown.rows, edited.row] : shown.rows), [shown, edited]);
  const table = useTable({ features, columns, data, getRowId: (row: RowView) => String(row.id) });
  const models = new Map(table.getRowModel().rows.map((row) => [row.original.id, row]));

  const activeRow = rowAt(active.row);
  useEffect(() => {
    if (activeRow) port.onActive(activeRow);
  }, [port, activeRow]);

  // Other rows stand where the range was: nothing may happen to them by mistake.
  const asked = JSON.stringify(state.query);
  const [answered, setAnswered] = useState(asked);
  if (asked !== answered) {
    setAnswered(asked);
    marked.set(only(active));
  }

  const focusGrid = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);

  const select = useCallback(
    (next: Selection, shownPlace: CellPlace) => {
      say(null);
      marked.set(next);
      showRow(shownPlace.row);
      showColumn(scroller.current, shownPlace.column);
    },
    [marked.set, showRow],
  );

  const reached = useRef(goTo);
  useEffect(() => {
    if (!goTo || reached.current === goTo) return;
    reached.current = goTo;
    const place = { row: goTo.index, column: columnOf(goTo.field) };
    select(only(place), place);
  }, [goTo, select]);

  const edit = useCallback(
    (row: RowView, column: number, typed: string | null) => {
      const field = COLUMNS[column]?.edit;
      if (!field) return;
      if (row.lock) return say(t(row.lock === "done" ? "table.lockedDone" : "table.lockedRun"));
      if (row.state === "removed") return say(t("grid.removed"));
      const at = shown.rows.findIndex(({ id }) => id === row.id);
      if (at < 0) return;
      say(null);
      start(row, shown.start + at, field, typed);
    },
    [shown, start, t],
  );

  /** Closes the editor, and goes on from its cell. */
  const leave = useCallback(
    (text: string | null, by: Step | null) => {
      if (!editing) return;
      endEditing(text);
      if (!by) return;
      focusGrid();
      const column = COLUMNS.findIndex(({ edit: field }) => field === editing.field);
      const place = {
        row: Math.max(0, Math.min(viewLength - 1, editing.index + by.row)),
        column: Math.max(0, Math.min(COLUMNS.length - 1, column + by.column)),
      };
      select(only(place), place);
    },
    [editing, endEditing, focusGrid, select, viewLength],
  );

  const actions = useMemo<GridActions>(
    () => ({
      editing,
      startEdit: (row, field) =>
        edit(
          row,
          COLUMNS.findIndex((column) => column.edit === field),
          null,
        ),
      draft: (text) => {
        onDraft(text);
        if (editing) showRow(editing.index);
      },
      endEdit: leave,
      currentText: port.currentText,
      reveal: port.reveal,
      setRemoved: port.setRemoved,
      sourceName,
    }),
    [editing, edit, leave, onDraft, showRow, port, sourceName],
  );

  const move = (event: KeyboardEvent) => {
    const next = moved(event, event.shiftKey ? head : active, { ...size, page: its.page });
    if (next) select(event.shiftKey ? upTo(selection, next) : only(next), next);
  };
  const toggleRemoved = () => {
    if (activeRow) port.setRemoved(activeRow, activeRow.state !== "removed");
  };
  const commands: Record<GridCommand, (event: KeyboardEvent) => void> = {
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
    goToLine: () => lineInput.current?.select(),
    selectAll: () => marked.set(everything(selection, size)),
    selectColumns: () => marked.set(wholeColumns(selection, size)),
    selectRows: () => marked.set(wholeRows(selection, size)),
    selectNone: () => select(only(active), active),
    edit: () => {
      if (COLUMNS[active.column]?.id === "actions") toggleRemoved();
      else if (activeRow) edit(activeRow, active.column, null);
    },
    reveal: () => {
      if (activeRow && COLUMNS[active.column]?.id === "secret") port.reveal(activeRow);
    },
    remove: toggleRemoved,
    help: () => setHelping(true),
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event);
    const typed = typedCharacter(event);
    if (command) {
      event.preventDefault();
      commands[command](event);
    } else if (typed !== null && activeRow && COLUMNS[active.column]?.edit) {
      showRow(active.row);
      edit(activeRow, active.column, typed);
      // A composition begins in the field, which has the focus by now.
      if (typed !== "") event.preventDefault();
    }
  }

  /** Buttons in rows are there for the mouse; the keys stay with the grid. */
  function onMouseDown(event: MouseEvent) {
    if (!(event.target instanceof Element && event.target.closest("[role=gridcell] button"))) return;
    event.preventDefault();
    focusGrid();
  }

  async function goToLine(source: number, line: number) {
    const row = await port.findLine(source, line);
    if (row === null) return say(t("grid.noLine", { line }));
    const place = { row, column: active.column };
    select(only(place), place);
    focusGrid();
  }

  const indexes = Array.from({ length: end - first }, (_, at) => first + at);
  if (editing && (editing.index < first || editing.index >= end)) indexes.push(editing.index);
  return (
    <GridProvider value={actions}>
      <div
        ref={scroller}
        id={gridId}
        role="grid"
        aria-label={t("table.label")}
        aria-description={t("table.keys")}
        aria-multiselectable
        aria-rowcount={viewLength + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={activeRow ? cellId(gridId, active.row, active.column) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        className="group/grid relative min-h-72 grow overflow-auto max-lg:max-h-[80dvh] rounded-panel border border-line bg-surface select-none [overflow-anchor:none] focus-visible:outline-offset-0"
      >
        <div
          role="presentation"
          className="relative min-w-[max(100%,58rem)] overflow-clip"
          style={{ height: HEADER_PX + canvasPx(its.geometry) }}
          onPointerDown={marked.onPointerDown}
          onClick={marked.onClick}
        >
          <HeaderRow height={HEADER_PX} sort={state.query.sort} sortBy={port.sortBy} />
          {indexes.map((index) => {
            const row = rowAt(index) ?? (editing?.index === index ? editing.row : undefined);
            const inRange = index >= range.top && index <= range.bottom;
            return (
              <GridRow
                key={index}
                index={index}
                row={row && models.get(row.id)}
                start={HEADER_PX + topOfRow(index)}
                height={ROW_PX}
                gridId={gridId}
                cursor={index === active.row ? active.column : null}
                from={inRange ? range.left : -1}
                to={inRange ? range.right : -1}
              />
            );
          })}
          {one ? null : (
            <RangeFrame range={range} first={first} end={end} topOfRow={(row) => HEADER_PX + topOfRow(row)} />
          )}
        </div>
      </div>
      <StatusBar
        message={message}
        selected={one ? null : { rows: range.bottom - range.top + 1, columns: range.right - range.left + 1 }}
        onKeys={() => setHelping(true)}
      >
        <GoToLine
          sources={state.sources}
          current={activeRow?.source ?? null}
          input={lineInput}
          onGo={(source, line) => void goToLine(source, line)}
          onLeave={focusGrid}
        />
      </StatusBar>
      <KeySheet open={helping} onClose={() => setHelping(false)} />
    </GridProvider>
  );
}

/** Scrolls sideways as little as needed to show a column. */
function showColumn(scroller: HTMLElement | null, column: number): void {
  const header = scroller?.querySelectorAll("[role=columnheader]")[column];
  if (!scroller || !header) return;
  const box = scroller.getBoundingClientRect();
  const { left, right } = header.getBoundingClientRect();
  // On a narrow screen the first column stays, and hides what is under it.
  const first = scroller.querySelector("[role=columnheader]");
  const covered = first && getComputedStyle(first).position === "sticky" ? first.clientWidth : 0;
  if (column > 0 && left < box.left + covered) scroller.scrollLeft += left - box.left - covered;
  else if (right > box.left + scroller.clientWidth)
    scroller.scrollLeft += Math.min(left - box.left - covered, right - box.left - scroller.clientWidth);
}
