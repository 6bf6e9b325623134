"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { useCommandDesk } from "@/components/shell/commands";
import type { MenuPoint } from "@/components/ui/menu";
import { CELL_COLUMNS, type CellRange } from "@/lib/sheet/cell-range";
import type { FaultyCell } from "@/lib/sheet/faulty-cell";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, columnOf, fieldAt } from "./columns";
import { GoToLine } from "./go-to-line";
import { GridCanvas } from "./grid-canvas";
import { type GridActions, GridProvider } from "./grid-context";
import { GridMenu } from "./grid-menu";
import type { GridPlace, GridPort } from "./grid-port";
import { cellId } from "./grid-row";
import { type GridCommand, gridCommand, typedCharacter } from "./key-bindings";
import { type CellPlace, moved } from "./moved";
import { SecretsDialog } from "./secrets-dialog";
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
import { StatusBar } from "./status-bar";
import { useGridActions } from "./use-grid-actions";
import { useKnownRow } from "./use-known-row";
import { useRangeCommands } from "./use-range-commands";
import { useScrollWindow } from "./use-scroll-window";
import { useSelection } from "./use-selection";

const ROW_PX = 36;
const HEADER_PX = 36;
/** Rows are asked for by so many, before they are on screen: a row drawn empty first would be drawn twice. */
const STRIDE = 32;

type Props = {
  state: SheetState;
  port: GridPort;
  sourceName: GridActions["sourceName"];
  /** Where the cursor is to go; every new object moves it once. */
  goTo: FaultyCell | null;
  /** Where it stood when it was left; null to begin at the top. */
  place: GridPlace | null;
};

/** The virtual grid: it holds only the rows on screen, and knows the others by their number. */
export function RowsTable({ state, port, sourceName, goTo, place }: Props) {
  const t = useTranslations();
  const scroller = useRef<HTMLDivElement>(null);
  const lineInput = useRef<HTMLInputElement>(null);
  const gridId = useId();
  const [message, say] = useState<string | null>(null);
  const { showKeys } = useCommandDesk();
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const { viewLength, window: shown } = state;
  const size = { rows: viewLength, columns: COLUMNS.length };

  const lies = useScrollWindow({
    scroller,
    rows: viewLength,
    rowPx: ROW_PX,
    headerPx: HEADER_PX,
    from: place?.position ?? 0,
  });
  const { first, end, showRow } = lies;
  const { start, stop } = aheadOf(first, end);
  useEffect(() => port.look(start, stop), [port, start, stop]);

  const hush = useCallback(() => say(null), []);
  const marked = useSelection({
    scroller,
    rowAtY: lies.rowAtY,
    scrollBy: lies.scrollBy,
    headerPx: HEADER_PX,
    from: place?.selection ?? null,
    onChange: hush,
  });
  const selection = fitted(marked.selection, size);
  const { active, head } = selection;
  const range = rectangleOf(selection);
  const one = isOneCell(selection);

  const rowAt = useCallback((place: number): RowView | undefined => shown.rows[place - shown.start], [shown]);
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
  const known = useKnownRow({ selection: marked.selection, row: activeRow, asked, window: shown });

  const focusGrid = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  const { set } = marked;
  const select = useCallback(
    (next: Selection, shownPlace: CellPlace) => {
      set(next);
      showRow(shownPlace.row);
      showColumn(scroller.current, shownPlace.column);
    },
    [set, showRow],
  );
  const putCursor = useCallback((place: CellPlace) => select(only(place), place), [select]);

  // Whoever comes back goes on with the keys where they were.
  const cameBack = useRef(place !== null);
  useEffect(() => {
    if (cameBack.current) focusGrid();
  }, [focusGrid]);

  const openUser = () => {
    if (activeRow) port.openUser(activeRow, { selection, position: lies.position() });
  };

  const reached = useRef(goTo);
  useEffect(() => {
    if (!goTo || reached.current === goTo) return;
    reached.current = goTo;
    // Scrolling draws at once, which an effect must not ask for.
    queueMicrotask(() => putCursor({ row: goTo.index, column: columnOf(goTo.field) }));
  }, [goTo, putCursor]);

  const { actions, edit } = useGridActions({
    port,
    shown,
    rowAt,
    size,
    sourceName,
    say,
    goTo: putCursor,
    showRow,
    focusGrid,
  });
  const cells = (): CellRange => ({
    start: range.top,
    end: range.bottom + 1,
    columns: CELL_COLUMNS.slice(range.left, range.right + 1),
    known: known(),
  });
  const ranges = useRangeCommands({ port, range: cells, say });
  const restores = activeRow?.state === "removed";
  const toggleRemoved = () => void ranges.setRemoved(!restores);

  const move = (event: KeyboardEvent) => {
    const next = moved(event, event.shiftKey ? head : active, { ...size, page: lies.page });
    if (next) select(event.shiftKey ? upTo(selection, next) : only(next), next);
  };
  const commands: Record<Exclude<GridCommand, "paste">, (event: KeyboardEvent) => void> = {
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
    goToLine: () => {
      lineInput.current?.focus();
      lineInput.current?.select();
    },
    selectAll: () => set(everything(selection, size)),
    selectColumns: () => set(wholeColumns(selection, size)),
    selectRows: () => set(wholeRows(selection, size)),
    selectNone: () => putCursor(active),
    edit: () => {
      if (COLUMNS[active.column]?.id === "actions") toggleRemoved();
      else if (activeRow) edit(activeRow, active.column, null);
    },
    copy: ranges.copy,
    cut: ranges.cut,
    fill: ranges.fill,
    clear: ranges.clear,
    reveal: () => {
      if (activeRow && COLUMNS[active.column]?.id === "secret") port.reveal(activeRow);
    },
    remove: toggleRemoved,
    openUser,
    help: showKeys,
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event);
    const typed = typedCharacter(event);
    if (command === "paste") return;
    if (command) {
      event.preventDefault();
      commands[command](event);
    } else if (typed !== null && activeRow && fieldAt(active.column)) {
      showRow(active.row);
      edit(activeRow, active.column, typed);
      // A composition begins in the field, which has the focus by now.
      if (typed !== "") event.preventDefault();
    }
  }

  function onPaste(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text/plain");
    if (event.target !== event.currentTarget || text === "") return;
    event.preventDefault();
    ranges.paste(text);
  }

  /** `place`: null if it was asked for by a key. */
  function onMenu(place: CellPlace | null, point: MenuPoint) {
    if (place) {
      const inside = place.row >= range.top && place.row <= range.bottom;
      if (!inside || place.column < range.left || place.column > range.right) set(only(place));
      return setMenu(point);
    }
    const box = document.getElementById(cellId(gridId, active.row, active.column))?.getBoundingClientRect();
    setMenu(box ? { x: box.left, y: box.bottom } : point);
  }

  async function goToLine(source: number, line: number) {
    const row = await port.findLine(source, line);
    if (row === null) return say(t("grid.noLine", { line }));
    putCursor({ row, column: active.column });
    focusGrid();
  }

  const rows = range.bottom - range.top + 1;
  return (
    <GridProvider value={actions}>
      <GridCanvas
        gridId={gridId}
        scroller={scroller}
        state={state}
        lies={lies}
        rowPx={ROW_PX}
        headerPx={HEADER_PX}
        rowAt={rowAt}
        editing={actions.editing}
        active={active}
        range={range}
        sortBy={port.sortBy}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onMenu={onMenu}
        onPointerDown={marked.onPointerDown}
        onClick={marked.onClick}
      />
      <StatusBar
        message={message}
        selected={one ? null : { rows, columns: cells().columns.length || 1 }}
        working={state.working}
        onStop={port.stopWork}
        secrets={ranges.secretClipboard}
        onKeys={showKeys}
      >
        <GoToLine
          sources={state.sources}
          current={activeRow?.source ?? null}
          input={lineInput}
          onGo={(source, line) => void goToLine(source, line)}
          onLeave={focusGrid}
        />
        <GridMenu
          point={menu}
          onPoint={setMenu}
          focusAfter={scroller}
          entries={[
            [
              { command: "copy", label: t("grid.copy"), run: ranges.copy },
              { label: t("grid.copySecrets"), run: ranges.askForSecrets },
              { command: "cut", label: t("grid.cutCells"), run: ranges.cut },
              { command: "paste", label: t("grid.paste"), run: () => void ranges.pasteFromMenu() },
            ],
            [
              { command: "fill", label: t("grid.fill"), run: ranges.fill },
              { command: "clear", label: t("grid.clear"), run: ranges.clear },
            ],
            [{ command: "openUser", label: t("grid.openUser"), run: openUser }],
            [
              {
                command: "remove",
                label: t(restores ? "grid.restoreRows" : "grid.removeRows", { rows }),
                run: toggleRemoved,
              },
            ],
          ]}
        />
      </StatusBar>
      <SecretsDialog asking={ranges.asking} rows={rows} onAnswer={ranges.answer} />
    </GridProvider>
  );
}

/** The rows to ask for while these are drawn. */
function aheadOf(first: number, end: number): { start: number; stop: number } {
  const start = Math.floor((first - STRIDE / 2) / STRIDE) * STRIDE;
  return { start: Math.max(0, start), stop: Math.ceil((end + STRIDE / 2) / STRIDE) * STRIDE };
}
