"use client";

import type { Row } from "@tanstack/react-table";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { ISSUES } from "@/lib/otp/issue";
import type { RowView } from "@/lib/sheet/row-view";
import { bySeverity } from "./cells";
import { COLUMNS, fieldAt, GRID_TEMPLATE } from "./columns";
import type { features } from "./features";
import { RowTools } from "./grid-context";

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
  /** The first and last column of the range on this row; -1 where there is none. */
  from: number;
  to: number;
  /** Its cells have their buttons. */
  tools: boolean;
};

/** On a narrow screen the first column stays in sight. */
const STAYS = "max-lg:sticky max-lg:left-0 max-lg:z-[1]";

// Where the system chooses the colours, backgrounds are gone and lines have to tell.
const IN_RANGE =
  "bg-accent-wash forced-colors:outline-1 forced-colors:-outline-offset-4 forced-colors:outline-dashed";
const CURSOR =
  "outline-2 -outline-offset-2 outline-line-strong group-focus-within/grid:outline-accent forced-colors:outline-solid";
const INVALID =
  "relative before:absolute before:inset-y-1.5 before:left-1 before:rounded-full before:border-l-4 before:border-bad";

/** The id by which aria-activedescendant names a cell. */
export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row}-${column}`;
}

function GridRowMarkup({ index, row, start, height, gridId, cursor, from, to, tools }: Props) {
  const t = useTranslations("issueGroup");
  const its = row?.original;
  const removed = its?.state === "removed";
  const cells = row?.getAllCells();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={its ? undefined : true}
      data-row={its?.id}
      className={`absolute inset-x-0 grid border-b border-line ${removed ? "line-through" : ""}`}
      style={{ gridTemplateColumns: GRID_TEMPLATE, height, top: start }}
    >
      {COLUMNS.map(({ id, fields }, column) => {
        const cell = cells?.[column];
        const codes = its && fields ? issuesOf(its, fields) : [];
        const invalid = codes.some((code) => ISSUES[code].level === "error");
        const own = cellId(gridId, index, column);
        const name = codes.map((code) => t(code)).join("; ");
        const Cell = cell?.column.columnDef.cell;
        return (
          <div
            key={id}
            id={own}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={column >= from && column <= to}
            aria-readonly={fieldAt(column) && its && !its.lock && !removed ? undefined : true}
            aria-invalid={invalid || undefined}
            aria-describedby={name ? `${own}-issue` : undefined}
            title={name || undefined}
            className={`${column === 0 ? STAYS : ""} flex min-w-0 items-center px-3 ${column >= from && column <= to ? IN_RANGE : cursor === null ? "bg-surface" : "bg-sunken"} ${cursor === column ? CURSOR : ""} ${invalid ? INVALID : ""}`}
          >
            {cell && typeof Cell === "function" ? (
              <RowTools value={tools}>{Cell(cell.getContext())}</RowTools>
            ) : null}
            {name ? (
              <span hidden id={`${own}-issue`}>
                {name}
              </span>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

function issuesOf(row: RowView, fields: readonly string[]) {
  const codes = row.issues.map(({ code }) => code).filter((code) => fields.includes(ISSUES[code].field));
  return bySeverity(codes).filter((code) => ISSUES[code].level !== "info");
}

/** Whether a row looks as it did: every news from the worker brings new objects for all rows on screen. */
export function sameRow(before: RowView | undefined, after: RowView | undefined): boolean {
  return (
    before?.id === after?.id &&
    before?.revision === after?.revision &&
    before?.member?.displayName === after?.member?.displayName
  );
}

export const GridRow = memo(
  GridRowMarkup,
  (before, after) =>
    before.index === after.index &&
    before.start === after.start &&
    before.cursor === after.cursor &&
    before.from === after.from &&
    before.to === after.to &&
    before.tools === after.tools &&
    sameRow(before.row?.original, after.row?.original),
);
