import type { CellRange, CellsChanged, RowsRemoved } from "@/lib/sheet/cell-range";
import type { CellWords } from "@/lib/sheet/cell-text";
import type { EditableField } from "@/lib/sheet/edit";
import type { Query } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { Selection } from "./selection";

/** Where the cursor, the selection and the rows of a grid stand. `position`: pixels of rows above the first one shown. */
export type GridPlace = { selection: Selection; position: number };

/** What the grid asks of the sheet behind it. */
export type GridPort = {
  /** From now on these rows of the view are on screen. */
  look(start: number, end: number): void;
  sortBy(sort: Query["sort"]): void;
  /** The row under the cursor. */
  onActive(row: RowView): void;
  /** By this the range is asked for, while it has more than one row; null: it has not. */
  onRange(range: (() => CellRange) | null): void;
  /** The text to edit; secrets are fetched from the worker only for this. */
  currentText(row: RowView, field: EditableField): Promise<string>;
  edit(id: number, field: EditableField, text: string): void;
  reveal(row: RowView): void;
  /** Goes to the page of the row's user; where the cursor and the rows stand is kept for the way back. */
  openUser(row: RowView, place: GridPlace): void;
  setRemoved(row: RowView, removed: boolean): void;
  /**
   * `secrets`: what they are to leave the page by; null: masked. `moved`: other rows stand where the range was.
   * `unrecorded`: that secrets leave the page could not be written down, as has been said.
   */
  copy(
    range: CellRange,
    words: CellWords,
    secrets: "copied" | "cut" | null,
  ): Promise<Blob | "moved" | "unrecorded">;
  paste(range: CellRange, text: string): Promise<CellsChanged>;
  fill(range: CellRange): Promise<CellsChanged>;
  clear(range: CellRange): Promise<CellsChanged>;
  /** Ends a change of many rows where it is. */
  stopWork(): void;
  setRangeRemoved(range: CellRange, removed: boolean): Promise<RowsRemoved>;
  /** Where in the view a source's line is; null: not in it. */
  findLine(source: number, line: number): Promise<number | null>;
};
