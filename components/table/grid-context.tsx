"use client";

import { createContext, useContext } from "react";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";

/** What a cell can ask for. */
export type GridActions = {
  /** The cell being edited, if any. */
  editing: { id: number; field: EditableField } | null;
  startEdit(row: RowView, field: EditableField): void;
  /** Closes the editor; null leaves the cell as it was. */
  endEdit(text: string | null): void;
  /** The text to edit; secrets are fetched from the worker only for this. */
  currentText(row: RowView, field: EditableField): Promise<string>;
  reveal(row: RowView): void;
  setRemoved(row: RowView, removed: boolean): void;
  /** Name of a source, when there is more than one. */
  sourceName(index: number): string | null;
};

const GridContext = createContext<GridActions | null>(null);

export const GridProvider = GridContext.Provider;

export function useGrid(): GridActions {
  const grid = useContext(GridContext);
  if (!grid) throw new Error("A cell stands outside its grid.");
  return grid;
}
