"use client";

import type { Row } from "@tanstack/react-table";
import { memo } from "react";
import type { RowView } from "@/lib/sheet/row-view";
import { GRID_TEMPLATE } from "./columns";
import type { features } from "./features";

type Props = {
  /** Its place in the view, from 0. */
  index: number;
  /** Undefined until the worker has handed the row out. */
  row: Row<typeof features, RowView> | undefined;
  /** Pixels from the top of the grid, and its height. */
  start: number;
  height: number;
  gridId: string;
  /** The column of the cursor if it is on this row; else null. */
  cursor: number | null;
  onCell: (index: number, column: number) => void;
};

/** The id by which aria-activedescendant names a cell. */
export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row}-${column}`;
}

function GridRowMarkup({ index, row, start, height, gridId, cursor, onCell }: Props) {
  const removed = row?.original.state === "removed";
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={row?.original.id}
      className={`absolute inset-x-0 top-0 grid border-b border-line ${removed ? "line-through" : ""} ${cursor === null ? "" : "bg-accent-wash"}`}
      style={{ gridTemplateColumns: GRID_TEMPLATE, height, transform: `translateY(${start}px)` }}
    >
      {row?.getAllCells().map((cell, column) => {
        const { cell: Cell } = cell.column.columnDef;
        return (
          <div
            key={cell.id}
            id={cellId(gridId, index, column)}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={cursor === column}
            onClick={() => onCell(index, column)}
            className={`flex min-w-0 items-center px-3 ${cursor === column ? "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent" : ""}`}
          >
            {typeof Cell === "function" ? Cell(cell.getContext()) : null}
          </div>
        );
      })}
    </div>
  );
}

/** Every news from the worker brings new objects for all rows on screen; a row is drawn again only when it has changed. */
export const GridRow = memo(
  GridRowMarkup,
  (before, after) =>
    before.index === after.index &&
    before.start === after.start &&
    before.cursor === after.cursor &&
    before.onCell === after.onCell &&
    before.row?.original.id === after.row?.original.id &&
    before.row?.original.revision === after.row?.original.revision,
);
