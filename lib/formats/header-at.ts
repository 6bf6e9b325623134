import { type Cell, cellText } from "./cell";
import { matchHeader } from "./header-name";
import { shapeOf } from "./shape";

/** Rows that are looked at for a header below titles. */
export const MAX_TITLE_ROWS = 20;
/** What no title holds: such a row is a record, whatever stands below it. */
const OF_A_RECORD: ReadonlySet<string | null> = new Set(["secret", "uri", "userId"]);

/**
 * Which of a table's first rows names its columns, where titles stand above it (what the export is, who made it, when);
 * 0 where no row below the first is so sure of it, or where a record would be passed over.
 */
export function headerAt(rows: readonly (readonly Cell[])[]): number {
  for (let at = 0; at < Math.min(rows.length, MAX_TITLE_ROWS); at++) {
    const row = rows[at] ?? [];
    const matches = row.map((cell) => matchHeader(cellText(cell))).filter((match) => match !== null);
    if (new Set(matches.map(({ role }) => role)).size > 1 && matches.some(({ weak }) => !weak)) return at;
    if (row.some((cell) => OF_A_RECORD.has(shapeOf(cell)))) return 0;
  }
  return 0;
}
