"use client";

import { createColumnHelper } from "@tanstack/react-table";
import type { ComponentType } from "react";
import type { IssueField } from "@/lib/otp/issue";
import { type CellColumn, FIELD_OF } from "@/lib/sheet/cell-range";
import type { EditableField } from "@/lib/sheet/edit";
import type { SortColumn } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import {
  ActionsCell,
  IssuesCell,
  LineCell,
  OutcomeCell,
  ParametersCell,
  RecoveryCell,
  SecretCell,
  UserCell,
} from "./cells";
import type { features } from "./features";

type ColumnSpec = {
  /** Its heading is `table.<id>` in the catalogue. */
  id: CellColumn | "actions";
  /** A track of the CSS grid. */
  width: string;
  Cell: ComponentType<{ row: RowView }>;
  sort?: SortColumn;
  /** Issues with these fields are marked on its cells. */
  fields?: readonly IssueField[];
};

/** The columns to type into stand side by side, so that a block from a spreadsheet fits onto them as it is. */
export const COLUMNS: readonly ColumnSpec[] = [
  { id: "line", width: "minmax(4.5rem,0.4fr)", Cell: LineCell, sort: "line" },
  {
    id: "user",
    width: "minmax(min(21rem,56vw),2fr)",
    Cell: UserCell,
    sort: "user",
    fields: ["user"],
  },
  { id: "secret", width: "minmax(10rem,0.7fr)", Cell: SecretCell, fields: ["secret"] },
  {
    id: "recoveryCode",
    width: "minmax(6.5rem,0.4fr)",
    Cell: RecoveryCell,
    fields: ["recoveryCode"],
  },
  {
    id: "parameters",
    width: "10.5rem",
    Cell: ParametersCell,
    fields: ["type", "algorithm", "digits", "period"],
  },
  { id: "issues", width: "minmax(14rem,1.4fr)", Cell: IssuesCell, sort: "issues" },
  { id: "outcome", width: "7.5rem", Cell: OutcomeCell, sort: "outcome" },
  { id: "actions", width: "3.5rem", Cell: ActionsCell },
];

/** What is typed into a column by its place; null: it is to be read only. */
export function fieldAt(column: number): EditableField | null {
  const id = COLUMNS[column]?.id;
  return (id && id !== "actions" && FIELD_OF[id]) || null;
}

export const GRID_TEMPLATE = COLUMNS.map(({ width }) => width).join(" ");

/** The column in which something is wrong; what is wrong with a row as a whole stands under its issues. */
export function columnOf(field: IssueField): number {
  const at = COLUMNS.findIndex(({ fields }) => fields?.includes(field));
  return at >= 0 ? at : COLUMNS.findIndex(({ id }) => id === "issues");
}

const helper = createColumnHelper<typeof features, RowView>();

export const columns = helper.columns(
  COLUMNS.map(({ id, Cell }) => helper.display({ id, cell: ({ row }) => <Cell row={row.original} /> })),
);
