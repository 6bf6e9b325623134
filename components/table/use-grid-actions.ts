"use client";

import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { RowView } from "@/lib/sheet/row-view";
import type { SheetState } from "@/lib/sheet/state";
import { COLUMNS, fieldAt } from "./columns";
import type { GridActions, Step } from "./grid-context";
import type { GridPort } from "./grid-port";
import type { CellPlace } from "./moved";
import { useCellEditing } from "./use-cell-editing";

type Its = {
  port: GridPort;
  shown: SheetState["window"];
  rowAt: (place: number) => RowView | undefined;
  size: { rows: number; columns: number };
  sourceName: GridActions["sourceName"];
  say: (message: string | null) => void;
  goTo: (place: CellPlace) => void;
  showRow: (row: number) => void;
  focusGrid: () => void;
};

/** What cells can ask for, and the editing of one of them. */
export function useGridActions(its: Its) {
  const { port, shown, rowAt, size, sourceName, say, goTo, showRow, focusGrid } = its;
  const t = useTranslations();
  const { editing, start, end, onDraft } = useCellEditing(port.edit, rowAt);

  // Whoever presses something means the rows that are there; nothing is drawn again because there are others.
  const now = useRef({ shown, size });
  useLayoutEffect(() => {
    now.current = { shown, size };
  });

  const edit = useCallback(
    (row: RowView, column: number, typed: string | null) => {
      const field = fieldAt(column);
      if (!field) return;
      if (row.lock) return say(t(row.lock === "done" ? "table.lockedDone" : "table.lockedRun"));
      if (row.state === "removed") return say(t("grid.removed"));
      const { start: first, rows } = now.current.shown;
      const at = rows.findIndex(({ id }) => id === row.id);
      if (at < 0) return;
      say(null);
      start(row, first + at, field, typed);
    },
    [start, say, t],
  );

  /** Closes the editor, and goes on from its cell. */
  const leave = useCallback(
    (text: string | null, by: Step | null) => {
      if (!editing) return;
      end(text);
      if (!by) return;
      focusGrid();
      const column = COLUMNS.findIndex((_, at) => fieldAt(at) === editing.field);
      const { rows, columns } = now.current.size;
      goTo({
        row: Math.max(0, Math.min(rows - 1, editing.index + by.row)),
        column: Math.max(0, Math.min(columns - 1, column + by.column)),
      });
    },
    [editing, end, focusGrid, goTo],
  );

  const actions = useMemo<GridActions>(
    () => ({
      editing,
      startEdit: (row, field) =>
        edit(
          row,
          COLUMNS.findIndex((_, at) => fieldAt(at) === field),
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
  return { actions, edit };
}
