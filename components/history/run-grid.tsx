"use client";

import { type KeyboardEvent, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useCommandDesk } from "@/components/shell/commands";
import { writeClipboard } from "@/components/table/clipboard";
import { GridCanvas } from "@/components/table/grid-canvas";
import type { GridRows } from "@/components/table/grid-kind";
import { GridMenu } from "@/components/table/grid-menu";
import { gridCommand } from "@/components/table/key-bindings";
import { StatusBar } from "@/components/table/status-bar";
import { HEADER_PX, ROW_PX, useGridCursor } from "@/components/table/use-grid-cursor";
import { useGridMenu } from "@/components/table/use-grid-menu";
import type { RunRow } from "@/lib/otp/run-list";
import { tsvLine } from "@/lib/sheet/tsv";
import { cellTexts, RUN_GRID, SourceNames } from "./run-columns";
import type { RunRows } from "./use-run-rows";

/** Rows of a range come from the server page by page; whoever wants more of them wants the report. */
const MOST_COPIED = 20_000;
/** Room for a scrollbar below the last row, and for the frame. */
const MORE_PX = 20;

type Props = {
  rows: RunRows;
  sourceName: (source: number) => string | null;
  /** The row under the cursor; undefined while it is on its way. */
  onActive: (row: RunRow | undefined) => void;
};

/** The grid of Import over the rows of a run, which are the server's and are only read. */
export function RunGrid({ rows: its, sourceName, onActive }: Props) {
  const t = useTranslations();
  const { showKeys } = useCommandDesk();
  const [message, say] = useState<string | null>(null);
  const hush = useCallback(() => say(null), []);
  const { pager, asked } = its;
  const rows = useMemo<GridRows<RunRow>>(() => ({ ...its.rows, look: pager.look }), [its.rows, pager]);
  const { columns } = RUN_GRID;
  const cursor = useGridCursor({ rows, columns: columns.length, asked, place: null, onChange: hush });
  const menu = useGridMenu(cursor);
  const { range, activeRow } = cursor;
  useEffect(() => onActive(activeRow), [onActive, activeRow]);

  const size = { rows: range.bottom - range.top + 1, columns: range.right - range.left + 1 };
  async function copy() {
    if (size.rows > MOST_COPIED) return say(t("runs.copyMost", { rows: MOST_COPIED }));
    say(t("grid.working"));
    let missing = false;
    const text = pager.range(range.top, range.bottom + 1).then((found) => {
      missing = found === null;
      if (!found) throw new Error("The server did not answer.");
      const lines = found.map((row) =>
        tsvLine(cellTexts(row, t, sourceName(row.source)).slice(range.left, range.right + 1)),
      );
      return new Blob([lines.join("\n")], { type: "text/plain" });
    });
    const written = await writeClipboard(text);
    say(written ? t("grid.copied", size) : t(missing ? "runs.copyFailed" : "grid.clipboardRefused"));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget) return;
    const command = gridCommand(event);
    const commands: Partial<Record<string, (event: KeyboardEvent) => void>> = {
      ...cursor.commands,
      copy: () => void copy(),
      help: showKeys,
    };
    const act = command && commands[command];
    if (!act) return;
    event.preventDefault();
    act(event);
  }

  return (
    <SourceNames value={sourceName}>
      <div
        className="flex min-h-0"
        style={{ height: `min(70dvh, ${HEADER_PX + rows.length * ROW_PX + MORE_PX}px)` }}
      >
        <GridCanvas
          kind={RUN_GRID}
          rows={rows}
          cursor={cursor}
          label={t("runs.rowsTitle")}
          description={t("runs.rowsKeys")}
          sorting={null}
          look="w-full"
          onKeyDown={onKeyDown}
          onMenu={menu.onMenu}
        />
      </div>
      <StatusBar message={message} selected={cursor.one ? null : size}>
        <GridMenu
          point={menu.point}
          onPoint={menu.setPoint}
          focusAfter={cursor.scroller}
          entries={[[{ command: "copy", label: t("grid.copy"), run: () => void copy() }]]}
        />
      </StatusBar>
    </SourceNames>
  );
}
