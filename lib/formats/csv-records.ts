import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import { CsvParser } from "./csv";
import type { ReadItem } from "./format";
import type { Source } from "./source";

/** Where the row stands (1-based line), and whether the file breaks off in it. */
export type RowPlace = { line: number; unterminated: boolean };

/**
 * Reads delimited text to its end. `toRecord` makes a record of each row's cells, or null of a row that carries none (a
 * header, a comment). Problems: `line_too_long`, and `no_otp` where no row carries a record.
 */
export async function* readCsvRecords(
  source: Source,
  delimiter: string,
  toRecord: (cells: string[], place: RowPlace) => SourceRecord | null,
): AsyncGenerator<ReadItem> {
  const parser = new CsvParser(delimiter);
  const batches = new Batches();
  function* take() {
    for (let cells = parser.next(); cells; cells = parser.next()) {
      const record = toRecord(cells, parser);
      const full = record && batches.add(record);
      if (full) yield full;
    }
  }
  for await (const chunk of source.chunks()) {
    parser.feed(chunk);
    yield* take();
    if (parser.lineTooLong) break;
  }
  parser.end();
  yield* take();
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
  if (parser.lineTooLong) yield { problem: "line_too_long", values: { line: parser.lineAhead } };
  else if (batches.count === 0) yield { problem: "no_otp" };
}
