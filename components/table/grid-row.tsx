"use client";

import type { Row as TableRow } from "@tanstack/react-table";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { ISSUES } from "@/lib/otp/issue";
import type { features } from "./features";
import { RowTools } from "./grid-context";
import type { GridItem, GridKind } from "./grid-kind";

type Props<Row extends GridItem> = {
  kind: GridKind<Row>;
  /** Its place in the view, from 0. */
  index: number;
  /** Undefined until it is at hand. */
  row: TableRow<typeof features, Row> | undefined;
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

function GridRowMarkup<Row extends GridItem>(props: Props<Row>) {
  const { kind, index, row, start, height, gridId, cursor, from, to, tools } = props;
  const t = useTranslations("issueGroup");
  const its = row?.original;
  const cells = row?.getAllCells();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={its ? undefined : true}
      data-row={its?.id}
      className={`absolute inset-x-0 grid border-b border-line ${its && kind.struck?.(its) ? "line-through" : ""}`}
      style={{ gridTemplateColumns: kind.template, height, top: start }}
    >
      {kind.columns.map(({ id }, column) => {
        const cell = cells?.[column];
        const codes = (its && kind.issues?.(its, column)) ?? [];
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
            aria-readonly={its && kind.editable?.(its, column) ? undefined : true}
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

function sameLook<Row extends GridItem>(before: Props<Row>, after: Props<Row>): boolean {
  const was = before.row?.original;
  const is = after.row?.original;
  return (
    before.kind === after.kind &&
    before.index === after.index &&
    before.start === after.start &&
    before.cursor === after.cursor &&
    before.from === after.from &&
    before.to === after.to &&
    before.tools === after.tools &&
    (was && is ? after.kind.same(was, is) : was === is)
  );
}

// `memo` forgets that it is of any kind of row.
export const GridRow = memo(GridRowMarkup, sameLook) as typeof GridRowMarkup;
