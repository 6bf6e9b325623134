import { cellText } from "./cell";
import { planTable } from "./columns";
import type { TablePlan } from "./format";
import { headerAt, MAX_TITLE_ROWS } from "./header-at";
import { firstRowIsHeader } from "./header-row";
import type { SheetRows } from "./workbook";

export type SheetTable = {
  rows: SheetRows;
  /** Where the table begins: titles above it are passed over. */
  first: number;
  plan: TablePlan;
};

const SAMPLED_ROWS = 1_000;
const MAX_COLUMNS = 1_000;

/** How a sheet is to be read as a table; null for an empty one. */
export function planSheet(rows: SheetRows): SheetTable | null {
  const filled = (at: number) => rows[at]?.filter((cell) => cell !== "").length ?? 0;
  let top = 0;
  while (top < rows.length && filled(top) === 0) top++;
  if (top === rows.length) return null;
  let first = top + headerAt(rows.slice(top, top + MAX_TITLE_ROWS));
  if (first === top) {
    while (first < top + MAX_TITLE_ROWS && filled(first) < 2 && first < rows.length) first++;
    if (filled(first) < 2) first = top;
  }
  const sample = rows.slice(first, first + SAMPLED_ROWS + 1).filter((row) => row.some((cell) => cell !== ""));
  const hasHeader = firstRowIsHeader(sample);
  const head = sample[0] ?? [];
  const body = hasHeader ? sample.slice(1) : sample;
  const width = Math.min(MAX_COLUMNS, Math.max(1, ...(hasHeader ? [head] : body).map(lastFilled)));
  const names = Array.from({ length: width }, (_, at) => (hasHeader ? cellText(head[at]) : ""));
  return { rows, first, plan: planTable({ names, rows: body, hasHeader, delimiter: "" }) };
}

function lastFilled(row: SheetRows[number]): number {
  let width = row.length;
  while (width > 0 && row[width - 1] === "") width--;
  return width;
}
