"use client";

import { type RefObject, useMemo } from "react";
import type { GridPort } from "@/components/table/grid-port";
import type { RevealRequest } from "@/lib/otp/reveal-request";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import { getSession } from "./session";

/** The tab's sheet as the grid asks for it. */
export function useGridPort(
  onActive: GridPort["onActive"],
  range: RefObject<(() => CellRange) | null>,
  reveal: GridPort["reveal"],
  openUser: GridPort["openUser"],
  record: (request: RevealRequest) => Promise<boolean>,
): GridPort {
  return useMemo(
    () => ({
      look: (start, end) => void sheet().look(start, end),
      sortBy: (sort) => {
        const { client } = getSession();
        client.show({ ...client.state().query, sort });
      },
      onActive,
      onRange: (its) => {
        range.current = its;
      },
      currentText: (row, field) => currentText(row, field, record),
      edit: (id, field, text) => void sheet().edit(id, field, text),
      reveal,
      openUser,
      setRemoved: (row, removed) => void sheet().setRemoved([row.id], removed),
      copy: async (range, words, secrets) => {
        const rows = range.end - range.start;
        if (secrets && !(await record({ kind: secrets, rows, line: null, userId: null })))
          return "unrecorded";
        return (await sheet().copyCells(range, words, secrets !== null)) ?? "moved";
      },
      paste: (range, text) => sheet().pasteCells(range, text),
      fill: (range) => sheet().fillCells(range),
      clear: (range) => sheet().clearCells(range),
      stopWork: () => void sheet().stopWork(),
      setRangeRemoved: (range, removed) => sheet().setRangeRemoved(range, removed),
      findLine: (source, line) => sheet().findLine(source, line),
    }),
    [onActive, range, reveal, openUser, record],
  );
}

// Only in the browser: the server draws the page without a worker.
const sheet = () => getSession().client.sheet;

/** The text that an editor starts with. A secret leaves the worker only for this. */
async function currentText(
  row: RowView,
  field: EditableField,
  record: (request: RevealRequest) => Promise<boolean>,
): Promise<string> {
  if (field === "userId") return row.user.userId;
  const revealed = await sheet().reveal(row.id);
  const text = (field === "secret" ? revealed?.secretText : revealed?.recoveryCode) ?? "";
  const seen = { kind: "edited", rows: 1, line: row.line, userId: row.user.userId } as const;
  return text === "" || (await record(seen)) ? text : "";
}
