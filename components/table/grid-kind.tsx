"use client";

import { type ColumnDef, createColumnHelper } from "@tanstack/react-table";
import type { ComponentType } from "react";
import type { IssueCode } from "@/lib/otp/issue";
import type { CellColumn } from "@/lib/sheet/cell-range";
import type { SortColumn } from "@/lib/sheet/query";
import type { features } from "./features";

/** A row of a grid: it is the same one as long as it has the same id. */
export type GridItem = { id: number };

export type GridColumn<Row> = {
  /** Its heading is `table.<id>` in the catalogue. */
  id: CellColumn | "actions" | "meaning";
  /** Its width at least, as a length of CSS, and its share of what is left over. */
  min: string;
  grow?: number;
  Cell: ComponentType<{ row: Row }>;
  sort?: SortColumn;
};

/** What a grid is of: its columns, and how its rows look. */
type GridSpec<Row> = {
  columns: readonly GridColumn<Row>[];
  /** Whether a row looks as it did, and need not be drawn again. */
  same(before: Row, after: Row): boolean;
  /** Whether a row is struck out. */
  struck?(row: Row): boolean;
  /** Whether a cell can be typed into. */
  editable?(row: Row, column: number): boolean;
  /** What is to be said of a cell, the most severe first. */
  issues?(row: Row, column: number): readonly IssueCode[];
};

export type GridKind<Row extends GridItem> = GridSpec<Row> & {
  /** As CSS grid has it. */
  template: string;
  /** As wide as all columns are at least, or as the place there is for them. */
  width: string;
  /** As TanStack Table has them. */
  defs: ColumnDef<typeof features, Row>[];
};

/** To be called once for a kind of grid, and not while it is drawn. */
export function gridKind<Row extends GridItem>(spec: GridSpec<Row>): GridKind<Row> {
  const { columns } = spec;
  const helper = createColumnHelper<typeof features, Row>();
  return {
    ...spec,
    template: columns.map(({ min, grow }) => (grow ? `minmax(${min},${grow}fr)` : min)).join(" "),
    width: `max(100%, ${columns.map(({ min }) => min).join(" + ")})`,
    defs: columns.map(({ id, Cell }) =>
      helper.display({ id, cell: ({ row }) => <Cell row={row.original} /> }),
    ),
  };
}

/** The rows of a grid, of which only those near the screen are at hand. */
export type GridRows<Row> = {
  length: number;
  /** Undefined while it is on its way. */
  at(place: number): Row | undefined;
  /** Those that are at hand. */
  loaded: readonly Row[];
  /** From now on these are on screen, or about to be; the same function from one drawing to the next. */
  look(start: number, end: number): void;
};
