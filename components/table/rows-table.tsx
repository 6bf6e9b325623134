"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { useCommandDesk } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { CELL_COLUMNS, type CellRange } from "@/lib/sheet/cell-range";
import type { ViewCell } from "@/lib/sheet/faulty-cell";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, columnOf, FILES_GRID, fieldAt, SHEET_GRID } from "./columns";
import { GoToLine } from "./go-to-line";
import { GridCanvas } from "./grid-canvas";
import { type GridActions, GridProvider } from "./grid-context";
import type { GridRows } from "./grid-kind";
import { GridMenu } from "./grid-menu";
import type { GridPlace, GridPort } from "./grid-port";
import { type GridCommand, gridCommand, typedCharacter } from "./key-bindings";
import { SecretsDialog } from "./secrets-dialog";
import { StatusBar } from "./status-bar";
import { useGridActions } from "./use-grid-actions";
import { useGridCursor } from "./use-grid-cursor";
import { useGridMenu } from "./use-grid-menu";
import { useKnownRow } from "./use-known-row";
import { useRangeCommands } from "./use-range-commands";
import { WorkBar } from "./work-bar";

type Props = {
  state: SheetState;
  port: GridPort;
  sourceName: GridActions["sourceName"];
  /** Where the cursor is to go; every new object moves it once. */
  goTo: ViewCell | null;
  /** Where it stood when it was left; null to begin at the top. */
  place: GridPlace | null;
};

/** The grid of Import: its rows are the worker's, and can be changed. */
export function RowsTable({ state, port, sourceName, goTo, place }: Props) {
  const t = useTranslations();
  const lineInput = useRef<HTMLInputElement>(null);
  const [message, say] = useState<string | null>(null);
  const hush = useCallback(() => say(null), []);
  const { showKeys } = useCommandDesk();
  const { viewLength, window: shown } = state;

  const rows = useMemo<GridRows<RowView>>(
    () => ({
      length: viewLength,
      at: (row) => shown.rows[row - shown.start],
      loaded: shown.rows,
      look: port.look,
    }),
    [viewLength, shown, port],
  );
  const asked = JSON.stringify(state.query);
  const cursor = useGridCursor({ rows, columns: COLUMNS.length, asked, place, onChange: hush });
  const { active, activeRow, range, size, putCursor, focusGrid } = cursor;
  const menu = useGridMenu(cursor);
  useEffect(() => {
    if (activeRow) port.onActive(activeRow);
  }, [port, activeRow]);
  const known = useKnownRow({ selection: cursor.marked, row: activeRow, asked, window: shown });

  const openUser = () => {
    const { selection, lies } = cursor;
    if (activeRow) port.openUser(activeRow, { selection, position: lies.position() });
  };

  const reached = useRef(goTo);
  useEffect(() => {
    if (!goTo || reached.current === goTo) return;
    reached.current = goTo;
    // Scrolling draws at once, which an effect must not ask for.
    queueMicrotask(() => putCursor({ row: goTo.index, column: columnOf(goTo.field) }));
  }, [goTo, putCursor]);

  const { showRow } = cursor.lies;
  const rowAt = rows.at;
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
  const count = range.bottom - range.top + 1;
  // Read when a tool is opened.
  useEffect(() => port.onRange(count > 1 ? cells : null));
  useEffect(() => () => port.onRange(null), [port]);
  const ranges = useRangeCommands({ port, range: cells, say });
  const restores = activeRow?.state === "removed";
  const toggleRemoved = () => void ranges.setRemoved(!restores);

  const commands: Record<Exclude<GridCommand, "paste">, (event: KeyboardEvent) => void> = {
    ...cursor.commands,
    goToLine: () => {
      lineInput.current?.focus();
      lineInput.current?.select();
    },
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

  async function goToLine(source: number, line: number) {
    const row = await port.findLine(source, line);
    if (row === null) return say(t("grid.noLine", { line }));
    putCursor({ row, column: active.column });
    focusGrid();
  }

  const { secretClipboard } = ranges;
  const held = secretClipboard.state === "held";
  return (
    <GridProvider value={actions}>
      <GridCanvas
        kind={state.sources.length > 1 ? FILES_GRID : SHEET_GRID}
        rows={rows}
        cursor={cursor}
        label={t("table.label")}
        description={t("table.keys")}
        sorting={{ by: state.query.sort, change: port.sortBy }}
        kept={actions.editing}
        look="min-h-72 grow max-lg:max-h-[80dvh]"
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onMenu={menu.onMenu}
      />
      <StatusBar
        message={message}
        note={
          held
            ? t("grid.clipboardHeld")
            : secretClipboard.state === "cleared"
              ? t("grid.clipboardCleared")
              : null
        }
        selected={cursor.one ? null : { rows: count, columns: cells().columns.length || 1 }}
      >
        {state.working ? <WorkBar working={state.working} onStop={port.stopWork} /> : null}
        {held ? (
          <Button className="min-h-7 py-0" onClick={() => void secretClipboard.clear()}>
            {t("grid.clearClipboard")}
          </Button>
        ) : null}
        <GoToLine
          sources={state.sources}
          current={activeRow?.source ?? null}
          input={lineInput}
          onGo={(source, line) => void goToLine(source, line)}
          onLeave={focusGrid}
        />
        <GridMenu
          point={menu.point}
          onPoint={menu.setPoint}
          focusAfter={cursor.scroller}
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
                label: t(restores ? "grid.restoreRows" : "grid.removeRows", { rows: count }),
                run: toggleRemoved,
              },
            ],
          ]}
        />
      </StatusBar>
      <SecretsDialog asking={ranges.asking} rows={count} onAnswer={ranges.answer} />
    </GridProvider>
  );
}
