"use client";

import { ISSUES, type IssueField } from "@/lib/otp/issue";
import { type CellColumn, FIELD_OF } from "@/lib/sheet/cell-range";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import {
  ActionsCell,
  bySeverity,
  IssuesCell,
  LineCell,
  OutcomeCell,
  ParametersCell,
  RecoveryCell,
  SecretCell,
  UserCell,
} from "./cells";
import { type GridColumn, gridKind } from "./grid-kind";

type SheetColumn = GridColumn<RowView> & {
  id: CellColumn | "actions";
  /** Issues with these fields are marked on its cells. */
  fields?: readonly IssueField[];
};

/** The columns to type into stand side by side, so that a block from a spreadsheet fits onto them as it is. */
export const COLUMNS: readonly SheetColumn[] = [
  { id: "line", min: "3.5rem", grow: 0.4, Cell: LineCell, sort: "line" },
  {
    id: "user",
    min: "min(13.5rem,56vw)",
    grow: 2,
    Cell: UserCell,
    sort: "user",
    fields: ["user"],
  },
  { id: "secret", min: "9.5rem", grow: 0.7, Cell: SecretCell, fields: ["secret"] },
  {
    id: "recoveryCode",
    min: "5.25rem",
    grow: 0.4,
    Cell: RecoveryCell,
    fields: ["recoveryCode"],
  },
  {
    id: "parameters",
    min: "10.25rem",
    Cell: ParametersCell,
    fields: ["type", "algorithm", "digits", "period"],
  },
  { id: "issues", min: "9.5rem", grow: 1.5, Cell: IssuesCell, sort: "issues" },
  { id: "outcome", min: "7rem", Cell: OutcomeCell, sort: "outcome" },
  { id: "actions", min: "2.75rem", Cell: ActionsCell },
];

/** What is typed into a column by its place; null: it is to be read only. */
export function fieldAt(column: number): EditableField | null {
  const id = COLUMNS[column]?.id;
  return (id && id !== "actions" && FIELD_OF[id]) || null;
}

/** The column in which something is wrong; what is wrong with a row as a whole stands under its issues. */
export function columnOf(field: IssueField): number {
  const at = COLUMNS.findIndex(({ fields }) => fields?.includes(field));
  return at >= 0 ? at : COLUMNS.findIndex(({ id }) => id === "issues");
}

/** Whether a row looks as it did: every news from the worker brings new objects for all rows on screen. */
export function sameRow(before: RowView, after: RowView): boolean {
  return (
    before.id === after.id &&
    before.revision === after.revision &&
    before.member?.displayName === after.member?.displayName
  );
}

const sheetGrid = (columns: readonly SheetColumn[]) =>
  gridKind<RowView>({
    columns,
    same: sameRow,
    struck: ({ state }) => state === "removed",
    editable: ({ lock, state }, column) => fieldAt(column) !== null && !lock && state !== "removed",
    issues: (row, column) => {
      const { fields = [] } = COLUMNS[column] ?? {};
      const codes = row.issues.map(({ code }) => code).filter((code) => fields.includes(ISSUES[code].field));
      return bySeverity(codes).filter((code) => ISSUES[code].level !== "info");
    },
  });

/** The grid of Import. */
export const SHEET_GRID = sheetGrid(COLUMNS);

/** The same with rows of several files, where a line is told by its file’s name as well. */
export const FILES_GRID = sheetGrid(
  COLUMNS.map((column) => (column.id === "line" ? { ...column, min: "7rem" } : column)),
);
