import { withoutMisplacedSecret } from "@/lib/otp/misplaced-secret";
import { IDENTITY_KINDS } from "@/lib/otp/record";
import { mayLookLikeSecret } from "./cell-bytes";
import { CsvParser, isFilled } from "./csv";
import type { ColumnRole, ReadItem, TablePlan } from "./format";
import { joinBytes } from "./join-bytes";
import { MAX_LINE } from "./lines";
import { PackRoom } from "./pack-room";
import { PackedRows, type PackedTable } from "./packed-rows";
import { rowMapper } from "./row-mapper";
import { RowSplitter } from "./row-splitter";
import type { Source } from "./source";
import { tableShape } from "./table-shape";

const LF = 10;
const SPACE = 32;
/** How far to look first where a row takes CsvParser, in bytes; four times as far at every further look. */
const ODD_WINDOW = 1 << 10;

/** Columns whose text is shown as it is, or that a secret may have been shifted into. */
const SHOWN: ReadonlySet<ColumnRole> = new Set([
  ...IDENTITY_KINDS,
  "issuer",
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
]);

/** Whether a row ends too early to be trusted, when the file ends with it. */
type CutOff = (cells: readonly string[]) => boolean;

/**
 * Reads a table's rows packed, one pack for each piece of the file: the rows that CsvParser and rowMapper would read.
 * Problems: `line_too_long`, and `no_otp` without rows.
 */
export async function* readPacked(source: Source, plan: TablePlan, cutOff: CutOff): AsyncGenerator<ReadItem> {
  const reader = new PackedReader(plan, cutOff);
  for await (const piece of source.utf8()) {
    for (const pack of reader.read(piece)) if (pack.length > 0) yield { pack };
    if (reader.lineTooLong) break;
  }
  const last = reader.end();
  if (last.length > 0) yield { pack: last };
  if (reader.lineTooLong) yield { problem: "line_too_long", values: { line: reader.line } };
  else if (reader.rows === 0) yield { problem: "no_otp" };
}

class PackedReader {
  rows = 0;
  /** 1-based number of the line that is read next. */
  line = 1;
  lineTooLong = false;
  private readonly table: PackedTable;
  private readonly cutOff: CutOff;
  private readonly splitter: RowSplitter;
  private readonly room = new PackRoom();
  /** What has come of a row that has not arrived whole. */
  private rest: Uint8Array = new Uint8Array(0);
  private started = false;
  private header: boolean;

  constructor(plan: TablePlan, cutOff: CutOff) {
    this.table = tableOf(plan);
    this.cutOff = cutOff;
    this.splitter = new RowSplitter(plan.delimiter);
    this.header = plan.hasHeader;
  }

  /** The rows that are whole with this piece, which is kept. */
  *read(piece: Uint8Array): Generator<PackedRows> {
    let rest = piece;
    if (this.rest.length > 0) {
      // One line brings what is left to its end, so that the piece itself need not be copied.
      const line = piece.subarray(0, piece.indexOf(LF) + 1);
      yield this.readAll(joinBytes([this.rest, line]), false);
      rest = piece.subarray(line.length);
    }
    yield this.readAll(this.rest.length > 0 ? joinBytes([this.rest, rest]) : rest, false);
  }

  /** The last row, where its line does not end. */
  end(): PackedRows {
    return this.readAll(this.rest, true);
  }

  private readAll(bytes: Uint8Array, ended: boolean): PackedRows {
    const pack = new PackedRows(bytes, this.table, this.room);
    let at = 0;
    while (at < bytes.length && !this.lineTooLong) {
      const next = this.readRow(pack, bytes, at, ended);
      if (next === null) break;
      at = next;
    }
    this.rest = bytes.slice(at);
    // It may hold half a secret, and lies in the next pack again.
    bytes.fill(SPACE, at);
    return pack.close();
  }

  /** Reads one row; returns where the next one begins, or null if it has not arrived whole. */
  private readRow(pack: PackedRows, bytes: Uint8Array, at: number, ended: boolean): number | null {
    const { splitter } = this;
    const read = this.started ? splitter.split(bytes, at, ended) : "odd";
    if (read === "more" && bytes.length - at <= MAX_LINE) return null;
    if (read !== "row" || splitter.unterminated || splitter.end - at > MAX_LINE || this.isMisplaced(bytes)) {
      return this.readOdd(pack, bytes, at, ended);
    }
    const line = this.line++;
    if (this.isFilled(bytes)) {
      pack.add(at, line, splitter);
      this.rows++;
    }
    return splitter.next;
  }

  /** Whether there may be a secret in a cell for a name: of such a row no byte is kept. */
  private isMisplaced(bytes: Uint8Array): boolean {
    const { cells, count } = this.splitter;
    for (const column of this.table.shown) {
      if (
        column < count &&
        mayLookLikeSecret(bytes, cells[2 * column] as number, cells[2 * column + 1] as number)
      )
        return true;
    }
    return false;
  }

  /** The same by CsvParser, for all that takes more than one look. */
  private readOdd(pack: PackedRows, bytes: Uint8Array, at: number, ended: boolean): number | null {
    for (let window = ODD_WINDOW; ; window *= 4) {
      const end = Math.min(bytes.length, at + window);
      const last = ended && end === bytes.length;
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(at, end), {
        stream: !last,
      });
      const parser = new CsvParser(this.table.delimiter, this.started);
      parser.feed(text);
      if (last) parser.end();
      const cells = parser.next();
      if (!cells && parser.lineTooLong) {
        this.line += parser.lineAhead - 1;
        this.lineTooLong = true;
        return null;
      }
      if (!cells && !last) {
        if (end === bytes.length) return null;
        continue;
      }
      const next = at + new TextEncoder().encode(text.slice(0, parser.position)).length;
      if (cells) this.takeRecord(pack, at, next, cells, parser);
      this.line += parser.lineAhead - 1;
      return next;
    }
  }

  private takeRecord(pack: PackedRows, at: number, next: number, cells: string[], parser: CsvParser): void {
    this.started = true;
    if (this.header) {
      this.header = false;
      return;
    }
    const record = this.table.toRecord(this.line + parser.line - 1, cells);
    if (parser.unterminated && this.cutOff(cells)) record.found = [...record.found, "record_incomplete"];
    pack.addRecord(at, next, record);
    this.rows++;
  }

  private isFilled(bytes: Uint8Array): boolean {
    const { cells, count } = this.splitter;
    for (let column = 0; column < count; column++) {
      const from = cells[2 * column] as number;
      if (from < (cells[2 * column + 1] as number) && (bytes[from] as number) > SPACE) return true;
    }
    for (let column = 0; column < count; column++) {
      const cell = bytes.subarray(cells[2 * column], cells[2 * column + 1]);
      if (isFilled(new TextDecoder().decode(cell))) return true;
    }
    return false;
  }
}

function tableOf(plan: TablePlan): PackedTable {
  const columnsOf = (...roles: ColumnRole[]) =>
    plan.columns.flatMap(({ role }, at) => (roles.includes(role) ? [at] : []));
  const hasUris = columnsOf("uri").length > 0;
  const toRecord = rowMapper(plan);
  const identities = IDENTITY_KINDS.map((kind) => columnsOf(kind));
  return {
    delimiter: plan.delimiter,
    width: plan.columns.length,
    toRecord: (line, cells) => withoutMisplacedSecret(toRecord(line, cells)),
    shown: plan.columns.flatMap(({ role }, at) => (SHOWN.has(role) ? [at] : [])),
    shape: tableShape(plan),
    ignored: columnsOf("ignore"),
    secrets: columnsOf("secret", "uri", "recoveryCode"),
    hasUris,
    identities: hasUris || identities.some((columns) => columns.length > 1) ? null : identities.flat(),
    named: Math.max(-1, ...identities.flat()) + 1,
  };
}
