"use client";

import { useMemo } from "react";
import type { GridPort } from "@/components/table/grid-port";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import { getSession } from "./session";

/** The tab's sheet as the grid asks for it. */
export function useGridPort(
  onActive: GridPort["onActive"],
  reveal: GridPort["reveal"],
  openUser: GridPort["openUser"],
): GridPort {
  return useMemo(
    () => ({
      look: (start, end) => void sheet().look(start, end),
      sortBy: (sort) => {
        const { client } = getSession();
        client.show({ ...client.state().query, sort });
      },
      onActive,
      currentText,
      edit: (id, field, text) => void sheet().edit(id, field, text),
      reveal,
      openUser,
      setRemoved: (row, removed) => void sheet().setRemoved([row.id], removed),
      copy: (range, words, secrets) => sheet().copyCells(range, words, secrets),
      paste: (range, text) => sheet().pasteCells(range, text),
      fill: (range) => sheet().fillCells(range),
      clear: (range) => sheet().clearCells(range),
      setRangeRemoved: (range, removed) => sheet().setRangeRemoved(range, removed),
      findLine: (source, line) => sheet().findLine(source, line),
    }),
    [onActive, reveal, openUser],
  );
}

// Only in the browser: the server draws the page without a worker.
const sheet = () => getSession().client.sheet;

/** The text that an editor starts with. A secret leaves the worker only for this. */
async function currentText(row: RowView, field: EditableField): Promise<string> {
  if (field === "userId") return row.user.userId;
  const revealed = await sheet().reveal(row.id);
  return (field === "secret" ? revealed?.secretText : revealed?.recoveryCode) ?? "";
}
