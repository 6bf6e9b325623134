"use client";

import { createContext, useContext } from "react";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";

/** A cell being edited. */
export type Editing = {
  row: RowView;
  /** The place of the row in the view. */
  index: number;
  field: EditableField;
  /** What was typed to begin with, in place of the cell's text; null to begin with that. */
  typed: string | null;
};

/** Where the cursor goes when an editor closes. */
export type Step = { row: -1 | 0 | 1; column: -1 | 0 | 1 };

/** What a cell can ask for. */
export type GridActions = {
  editing: Editing | null;
  startEdit(row: RowView, field: EditableField): void;
  /** What has been typed so far. */
  draft(text: string): void;
  /** Closes the editor; without text the cell stays as it was, without a step the focus is already elsewhere. */
  endEdit(text: string | null, step: Step | null): void;
  currentText(row: RowView, field: EditableField): Promise<string>;
  reveal(row: RowView): void;
  setRemoved(row: RowView, removed: boolean): void;
  /** Name of a source, when there is more than one. */
  sourceName(index: number): string | null;
};

const GridContext = createContext<GridActions | null>(null);

export const GridProvider = GridContext.Provider;

/**
 * Whether the cells of a row have their buttons. Only those under the pointer and the cursor do: they are half of all that
 * there is to draw in a row.
 */
export const RowTools = createContext(true);

export function useGrid(): GridActions {
  const grid = useContext(GridContext);
  if (!grid) throw new Error("A cell stands outside its grid.");
  return grid;
}
