import { CsvParser } from "./csv";
import { parsed } from "./json-head";
import { jsonInvalid } from "./json-problem";
import { findRows } from "./json-rows";
import { readLines } from "./lines";
import type { Problem } from "./problem";
import { sampleOf } from "./sample";
import type { Source } from "./source";
import { sqlRows } from "./sql-dump";
import { columnNames, hasBackslashQuotes, tableRow, withDoubledQuotes } from "./table-row";
import type { Row } from "./vendor-values";

/** One record, with its line or, in a JSON document, its place from 1. null: a line that is no record at all. */
export type NumberedRow = { line: number; row: Row | null };

const MAX_RECORD = 8 << 20;
const PIECE = 1_000;

/**
 * All records of a source, a JSON document's, NDJSON's or a table's, in file order and in pieces. `rowsIn` finds them in a
 * document where findRows would not; of a dump only some tables count. A Problem is the last thing yielded.
 */
export async function* vendorRows(
  source: Source,
  rowsIn: (document: unknown) => readonly unknown[] | null = findRows,
  inTable: (table: string) => boolean = () => true,
): AsyncGenerator<NumberedRow[] | Problem> {
  const { syntax, delimiter } = sampleOf(source);
  if (syntax === "sql") yield* dumpRows(source, inTable);
  else if (syntax === "table") yield* tableRows(source, delimiter);
  else if (syntax === "ndjson") yield* lineRows(source);
  else yield* documentRows(source, rowsIn);
}

async function* documentRows(
  source: Source,
  rowsIn: (document: unknown) => readonly unknown[] | null,
): AsyncGenerator<NumberedRow[] | Problem> {
  const text = await source.text();
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return yield jsonInvalid(text, error);
  }
  yield (rowsIn(document) ?? []).map((row, at) => ({ line: at + 1, row: asRow(row) }));
}

async function* lineRows(source: Source): AsyncGenerator<NumberedRow[] | Problem> {
  for await (const lines of readLines(source.chunks(), MAX_RECORD)) {
    if ("problem" in lines) return yield lines;
    yield lines.map(({ line, text }) => ({ line, row: asRow(parsed(text)) }));
  }
}

async function* dumpRows(source: Source, inTable: (table: string) => boolean): AsyncGenerator<NumberedRow[]> {
  let rows: NumberedRow[] = [];
  for (const { table, line, row } of sqlRows(await source.text())) {
    if (inTable(table)) rows.push({ line, row });
    if (rows.length < PIECE) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}

async function* tableRows(source: Source, delimiter: string): AsyncGenerator<NumberedRow[] | Problem> {
  const parser = new CsvParser(delimiter);
  let names: string[] | null = null;
  const take = () => {
    const rows: NumberedRow[] = [];
    for (let cells = parser.next(); cells; cells = parser.next()) {
      if (!names) names = columnNames(cells);
      // A row that the end of the file cuts short may hold half a secret.
      // Nor does anything stand in its place where there are more cells than columns.
      else if (
        (parser.unterminated && cells.length < names.length) ||
        cells.slice(names.length).some((cell) => cell.trim() !== "")
      )
        rows.push({ line: parser.line, row: null });
      else rows.push({ line: parser.line, row: tableRow(names, cells) });
    }
    return rows;
  };
  for await (const chunk of tableText(source)) {
    parser.feed(chunk);
    yield take();
    if (parser.lineTooLong) return yield { problem: "line_too_long", values: { line: parser.lineAhead } };
  }
  parser.end();
  yield take();
}

/** The text with quotes as RFC 4180 has them. */
async function* tableText(source: Source): AsyncGenerator<string> {
  if (!hasBackslashQuotes(source.head)) return yield* source.chunks();
  let open = "";
  for await (const chunk of source.chunks()) {
    const text = open + chunk;
    // An odd number of backslashes at the end: what they escape is in the next piece.
    open = /(?:^|[^\\])(?:\\\\)*(\\)$/.test(text) ? "\\" : "";
    yield withDoubledQuotes(text.slice(0, text.length - open.length));
  }
  yield open;
}

function asRow(value: unknown): Row | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : null;
}
