import type { EditableField } from "./edit";

/** The columns of the table that hold something, in their order. */
export const CELL_COLUMNS = [
  "line",
  "user",
  "secret",
  "recoveryCode",
  "parameters",
  "issues",
  "outcome",
] as const;
export type CellColumn = (typeof CELL_COLUMNS)[number];

/** What is typed into a column; columns that are not here are to be read only. */
export const FIELD_OF: { readonly [Column in CellColumn]?: EditableField } = {
  user: "userId",
  secret: "secret",
  recoveryCode: "recoveryCode",
};

/** Rows one below the other: by their place in the view, from `start` up to but not including `end`. */
export type RowSpan = {
  start: number;
  end: number;
  /**
   * A row of them as the page knew it. If another one stands there now, the view has moved under the selection, and
   * nothing is done to rows that nobody has chosen.
   */
  known: { place: number; id: number } | null;
};

/** A rectangle of the table. */
export type CellRange = RowSpan & {
  /** Columns side by side. */
  columns: readonly CellColumn[];
};

/** Whether other rows stand where the span was chosen. */
export function hasMoved(
  view: { at(place: number): { readonly id: number } | undefined },
  { known }: RowSpan,
): boolean {
  return known !== null && view.at(known.place)?.id !== known.id;
}

/** What became of the cells that were to be changed. */
export type CellsChanged =
  | {
      code: "done";
      /** Cells and rows that hold something else now. */
      cells: number;
      rows: number;
      /** Cells left as they are: of rows in a run or in GenAuth, of removed rows, of columns to be read only. */
      locked: number;
      removed: number;
      fixed: number;
      /** Secrets that were copied masked: they carry nothing to paste. */
      masked: number;
      /** Rows of the clipboard for which the table has no row. */
      beyond: number;
      /** It was ended before its last row. */
      stopped: boolean;
    }
  | { code: "moved" };

/** What became of rows that were to be removed or restored. */
export type RowsRemoved = { code: "done"; rows: number; locked: number } | { code: "moved" };
