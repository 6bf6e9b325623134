import type { SourceRecord } from "@/lib/otp/record";
import { cleanCell } from "./cell";
import { CsvParser } from "./csv";
import { readCsvRecords } from "./csv-records";
import type { Format } from "./format";
import type { Source } from "./source";

const LOOKED_AT = 200;
const LOOKED_AT_CHARACTERS = 64 << 10;

/** Makes a record of one row; null for a row that is none (a header). `at` counts the rows from 0. */
export type RowReader = (cells: readonly string[], line: number, at: number) => SourceRecord | null;

type RowFormat = {
  id: string;
  extensions: readonly string[];
  delimiter?: string;
  /** How sure the first rows make it, 0 to 1. */
  confidence(rows: readonly (readonly string[])[], head: string): number;
  /** The reader for a file with these first rows. */
  reader(rows: readonly (readonly string[])[], head: string): RowReader;
};

/**
 * A table whose columns the vendor has fixed, so that nothing needs mapping. Cells come clean (`cleanCell`), comment lines
 * (`#`) are left out. Where the file breaks off in a row with fewer cells than others, the row is `record_incomplete`: half
 * a secret may pass for a whole one.
 */
export function rowFormat({ id, extensions, delimiter = ",", confidence, reader }: RowFormat): Format {
  return {
    id,
    extensions,
    detect(source) {
      const rows = headRows(source, delimiter);
      return { confidence: rows.length === 0 ? 0 : confidence(rows, source.head), plan: null };
    },
    async *read(source) {
      const read = reader(headRows(source, delimiter), source.head);
      let at = 0;
      let widest = 0;
      yield* readCsvRecords(source, delimiter, (cells, { line, unterminated }) => {
        if (isComment(cells)) return null;
        const record = read(cells.map(cleanCell), line, at++);
        if (record && unterminated && cells.length < widest) {
          record.found = [...record.found, "record_incomplete"];
        }
        widest = Math.max(widest, cells.length);
        return record;
      });
    },
  };
}

const HEADS = new WeakMap<Source, Map<string, readonly (readonly string[])[]>>();

/** The first rows of a source; of a head that is not the whole text without the row that is cut off. Parsed once. */
function headRows(source: Source, delimiter: string): readonly (readonly string[])[] {
  const known = HEADS.get(source) ?? new Map<string, readonly (readonly string[])[]>();
  HEADS.set(source, known);
  let rows = known.get(delimiter);
  if (!rows) {
    rows = firstRows(source, delimiter);
    known.set(delimiter, rows);
  }
  return rows;
}

function firstRows({ head, complete }: Source, delimiter: string): string[][] {
  const parser = new CsvParser(delimiter);
  parser.feed(head.slice(0, LOOKED_AT_CHARACTERS));
  if (complete && head.length <= LOOKED_AT_CHARACTERS) parser.end();
  const rows: string[][] = [];
  for (let cells = parser.next(); cells && rows.length < LOOKED_AT; cells = parser.next()) {
    if (!isComment(cells)) rows.push(cells.slice(0, 100).map(cleanCell));
  }
  return rows;
}

function isComment([first = ""]: readonly string[]): boolean {
  return /^\s*#/.test(first.slice(0, 100));
}

/** The share of rows that look as they should. */
export function share<T>(rows: readonly T[], fits: (row: T) => boolean): number {
  return rows.length === 0 ? 0 : rows.filter(fits).length / rows.length;
}
