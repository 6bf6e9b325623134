import { CsvParser } from "./csv";
import { matchHeader } from "./header-name";

const DELIMITERS = [",", ";", "\t", "|"];
const LOOKED_AT = 200;
const MAX_COLUMNS = 1_000;

/** How the head of a delimited text is written, with its first rows. */
export type Dialect = {
  delimiter: string;
  rows: string[][];
  /** 1 when all rows have the same number of cells. */
  evenness: number;
};

/**
 * The delimiter under which a text is most of a table: named by a first line `sep=;`, else the one that splits the rows
 * evenly and yields column names we know. `limit` rows are returned; of a head that is not the whole text the row that
 * is cut off is left out.
 */
export function dialectOf(head: string, complete: boolean, limit: number): Dialect {
  const stated = /^\s*"?sep=(.)"?\s*$/im.exec(head.slice(0, 64))?.[1];
  const delimiters =
    stated !== undefined && head.trimStart().slice(0, 6).toLowerCase().includes("sep=")
      ? [stated]
      : DELIMITERS;
  let best = ",";
  let score = -1;
  for (const delimiter of delimiters) {
    const rows = firstRows(head, complete, delimiter, LOOKED_AT);
    const width = usualWidth(rows);
    const known = (rows[0] ?? []).filter((cell) => matchHeader(cell) !== null).length;
    const points =
      width > 1 && !rows.some(isEntity) ? evenness(rows) * 2 + known + Math.min(width, 8) / 100 : 0;
    if (points > score) {
      score = points;
      best = delimiter;
    }
  }
  const rows = firstRows(head, complete, best, limit);
  return { delimiter: best, rows, evenness: evenness(rows) };
}

/** Whether a row is split within `&amp;`, as web pages write the ampersands of a Key URI: not by its delimiter. */
function isEntity(row: readonly string[]): boolean {
  return row.some((cell) => /otpauth:/i.test(cell) && /&(?:amp|#0{0,8}38|#x0{0,8}26)$/i.test(cell));
}

function firstRows(head: string, complete: boolean, delimiter: string, limit: number): string[][] {
  const parser = new CsvParser(delimiter);
  parser.feed(head);
  if (complete) parser.end();
  const rows: string[][] = [];
  while (rows.length < limit) {
    const cells = parser.next();
    if (!cells) break;
    rows.push(cells.length > MAX_COLUMNS ? cells.slice(0, MAX_COLUMNS) : cells);
  }
  return rows;
}

/** How many cells most of the rows have; the greater number if two are as usual. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])[0];
}

function evenness(rows: readonly (readonly string[])[]): number {
  if (rows.length === 0) return 0;
  const width = usualWidth(rows);
  return rows.filter(({ length }) => length === width).length / rows.length;
}
