import type { SourceRecord } from "@/lib/otp/record";
import { isCleanName, lowerCase } from "./cell-bytes";
import { MAX_NAME_BYTES, type Pack, type PackKeys } from "./pack";
import type { PackRoom } from "./pack-room";
import { RowLikeness } from "./row-likeness";
import type { RowMapper } from "./row-mapper";
import { RowSplitter } from "./row-splitter";
import type { TableShape } from "./table-shape";

const SPACE = 32;

/** How the rows of one table are read. */
export type PackedTable = {
  delimiter: string;
  toRecord: RowMapper;
  /** null: rows have to be made into records to be compared. */
  shape: TableShape | null;
  /** Columns of which nothing is kept. */
  ignored: readonly number[];
  /** Columns with a secret, a key URI or recovery codes. */
  secrets: readonly number[];
  /** Columns that name the user, in the order in which they count; null: the record knows better. */
  identities: readonly number[] | null;
  /** How many cells of a row it takes to know all of those. */
  named: number;
  /** Columns whose text is shown as it is. */
  shown: readonly number[];
  width: number;
  /** Whether a key URI may tell more of a record than its secret. */
  hasUris: boolean;
};

/** The rows of one piece of a delimited file, kept as its bytes. They are added first, and can be looked at once it is closed. */
export class PackedRows implements Pack {
  length = 0;
  private starts: Uint32Array = new Uint32Array(0);
  private lines: Uint32Array = new Uint32Array(0);
  private likes: Int32Array = new Int32Array(0);
  private keys: PackKeys | null = null;
  private readonly bytes: Uint8Array;
  private readonly table: PackedTable;
  private readonly room: PackRoom;
  private readonly likeness: RowLikeness | null;
  private readonly splitter: RowSplitter;
  /** What of records the bytes do not tell, or no longer. */
  private readonly records = new Map<number, SourceRecord>();

  constructor(bytes: Uint8Array, table: PackedTable, room: PackRoom) {
    this.bytes = bytes;
    this.table = table;
    this.room = room;
    this.likeness = table.shape && new RowLikeness(table.shape, bytes);
    this.splitter = new RowSplitter(table.delimiter);
  }

  /** Takes in the row from `start` on that `row` has just read. */
  add(start: number, line: number, row: RowSplitter): void {
    const at = this.place(start, line);
    const { likeness, room, bytes } = this;
    if (likeness) {
      const like = likeness.of(at, row);
      room.likes[at] = like;
      if (like !== at) {
        room.userHigh[at] = likeness.user.high;
        room.userLow[at] = likeness.user.low;
        room.secretHigh[at] = likeness.secret.high;
        room.secretLow[at] = likeness.secret.low;
      }
    }
    for (const column of this.table.ignored) {
      if (column < row.count) bytes.fill(SPACE, row.cells[2 * column], row.cells[2 * column + 1]);
    }
  }

  /** Takes in a record whose bytes, from `start` up to `end`, are then not needed any more. */
  addRecord(start: number, end: number, record: SourceRecord): void {
    this.records.set(this.place(start, record.line), record);
    this.bytes.fill(SPACE, start, end);
  }

  /** No more rows come: the room is the next pack's. */
  close(): this {
    const { starts, lines, likes, keys } = this.room.taken(this.length);
    this.starts = starts;
    this.lines = lines;
    this.likes = likes;
    this.keys = keys;
    return this;
  }

  record(at: number): SourceRecord {
    return this.records.get(at) ?? this.table.toRecord(this.line(at), this.cells(at));
  }

  line(at: number): number {
    return this.lines[at] as number;
  }

  like(at: number): number {
    return this.likes[at] as number;
  }

  takeKeys(): PackKeys {
    const { keys } = this;
    this.keys = null;
    if (!keys) throw new Error("the keys of a pack are handed out once");
    return keys;
  }

  forget(at: number): void {
    const known = this.records.get(at);
    if (known || this.table.hasUris) this.records.set(at, withoutSecret(known ?? this.record(at)));
    if (known) return;
    const { cells, count } = this.split(at);
    for (const column of this.table.secrets) {
      if (column < count) this.bytes.fill(SPACE, cells[2 * column], cells[2 * column + 1]);
    }
    // Codes may run on behind the last column.
    for (let column = this.table.width; column < count; column++) {
      this.bytes.fill(SPACE, cells[2 * column], cells[2 * column + 1]);
    }
  }

  name(at: number, into: Uint8Array, offset: number): number {
    const { bytes, table } = this;
    if (!table.identities || (this.records.size > 0 && this.records.has(at))) return -1;
    const { cells, count } = this.split(at, table.named);
    for (const column of table.identities) {
      const from = cells[2 * column] as number;
      const to = cells[2 * column + 1] as number;
      if (column >= count || from === to) continue;
      if (to - from > MAX_NAME_BYTES || !isCleanName(bytes, from, to)) return -1;
      for (let i = from; i < to; i++) {
        const code = bytes[i] as number;
        if (code > 126) return -1;
        into[offset + i - from] = lowerCase(code);
      }
      return to - from;
    }
    return 0;
  }

  mentions(at: number, needle: Uint8Array): boolean | null {
    const { bytes, table } = this;
    if (!table.identities || (this.records.size > 0 && this.records.has(at))) return null;
    const { cells, count } = this.split(at, table.named);
    let sure = true;
    for (const column of table.identities) {
      const from = cells[2 * column] as number;
      const to = cells[2 * column + 1] as number;
      if (column >= count || from === to) continue;
      const found = isCleanName(bytes, from, to) ? contains(bytes, from, to, needle) : null;
      if (found) return true;
      if (found === null) sure = false;
    }
    return sure ? false : null;
  }

  private place(start: number, line: number): number {
    const { room } = this;
    const at = this.length++;
    room.makeRoom(at);
    room.starts[at] = start;
    room.lines[at] = line;
    room.likes[at] = at;
    return at;
  }

  private split(at: number, most?: number): RowSplitter {
    this.splitter.split(this.bytes, this.starts[at] as number, true, most);
    return this.splitter;
  }

  private cells(at: number): string[] {
    const { cells, count, end } = this.split(at);
    const start = this.starts[at] as number;
    const text = UTF8.decode(this.bytes.subarray(start, end));
    const ascii = text.length === end - start;
    return Array.from({ length: count }, (_, column) => {
      const from = cells[2 * column] as number;
      const to = cells[2 * column + 1] as number;
      return ascii ? text.slice(from - start, to - start) : UTF8.decode(this.bytes.subarray(from, to));
    });
  }
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function withoutSecret(record: SourceRecord): SourceRecord {
  return { ...record, secret: "", recoveryCode: "" };
}

/** Whether a cell contains a text in lower case; null if it does not, but has characters beyond ASCII. */
function contains(bytes: Uint8Array, from: number, to: number, needle: Uint8Array): boolean | null {
  let ascii = true;
  const [first] = needle;
  for (let at = from; at < to; at++) {
    const code = bytes[at] as number;
    if (code > 126) ascii = false;
    if (lowerCase(code) !== first || at + needle.length > to) continue;
    let same = 1;
    while (same < needle.length && lowerCase(bytes[at + same] as number) === needle[same]) same++;
    if (same === needle.length) return true;
  }
  return ascii ? false : null;
}
