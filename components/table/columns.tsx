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
  /** Its width at least, as a length of CSS, and its share of what is left over. */
  min: string;
  grow?: number;
  Cell: ComponentType<{ row: RowView }>;
  sort?: SortColumn;
  /** Issues with these fields are marked on its cells. */
  fields?: readonly IssueField[];
};

/** The columns to type into stand side by side, so that a block from a spreadsheet fits onto them as it is. */
export const COLUMNS: readonly ColumnSpec[] = [
  { id: "line", min: "3.5rem", grow: 0.4, Cell: LineCell, sort: "line" },
  {
    id: "user",
    min: "min(13.5rem,56vw)",
    grow: 2,
    Cell: UserCell,
    sort: "user",
    fields: ["user"],
  },
  { id: "secret", min: "8.75rem", grow: 0.7, Cell: SecretCell, fields: ["secret"] },
  {
    id: "recoveryCode",
    min: "5.75rem",
    grow: 0.4,
    Cell: RecoveryCell,
    fields: ["recoveryCode"],
  },
  {
    id: "parameters",
    min: "9.25rem",
    Cell: ParametersCell,
    fields: ["type", "algorithm", "digits", "period"],
  },
  { id: "issues", min: "9.5rem", grow: 1.4, Cell: IssuesCell, sort: "issues" },
  { id: "outcome", min: "7rem", Cell: OutcomeCell, sort: "outcome" },
  { id: "actions", min: "2.75rem", Cell: ActionsCell },
];

/** What is typed into a column by its place; null: it is to be read only. */
export function fieldAt(column: number): EditableField | null {
  const id = COLUMNS[column]?.id;
  return (id && id !== "actions" && FIELD_OF[id]) || null;
}

export const GRID_TEMPLATE = COLUMNS.map(({ min, grow }) => (grow ? `minmax(${min},${grow}fr)` : min)).join(
  " ",
);

/** As wide as all columns are at least, or as the place there is for them. */
export const GRID_WIDTH = `max(100%, ${COLUMNS.map(({ min }) => min).join(" + ")})`;

/** The column in which something is wrong; what is wrong with a row as a whole stands under its issues. */
export function columnOf(field: IssueField): number {
  const at = COLUMNS.findIndex(({ fields }) => fields?.includes(field));
  return at >= 0 ? at : COLUMNS.findIndex(({ id }) => id === "issues");
}

const helper = createColumnHelper<typeof features, RowView>();

export const columns = helper.columns(
  COLUMNS.map(({ id, Cell }) => helper.display({ id, cell: ({ row }) => <Cell row={row.original} /> })),
);
