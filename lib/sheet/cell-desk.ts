import {
  CELL_COLUMNS,
  type CellRange,
  type CellsChanged,
  FIELD_OF,
  hasMoved,
  type RowsRemoved,
} from "./cell-range";
import { type CellWords, cellText, MASK, plainText } from "./cell-text";
import { type EditableField, edited } from "./edit";
import type { History } from "./history";
import type { Told } from "./in-turns";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import type { Edits, StepCode } from "./step";
import { readBlock, tsvLine } from "./tsv";
import { nextTurn } from "./turn";

/** The rows that the query lets through, by their place. */
type View = { readonly length: number; at(place: number): Row | undefined };

/** Rows copied between two looks at what else the page wants. */
const COPY_TURN = 5_000;

/** What a step puts into a cell; null: nothing. */
type Value = { text: string; encoding?: Row["record"]["secretEncoding"] };

/** Copying, pasting, filling and clearing of ranges, each change one step of the history. */
export class CellDesk {
  readonly #rows: Rows;
  readonly #history: History;
  readonly #view: () => View;
  /** Ends with the last change asked for: they are done one after the other. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(rows: Rows, history: History, view: () => View) {
    this.#rows = rows;
    this.#history = history;
    this.#view = view;
  }

  /**
   * The range as a spreadsheet takes it from the clipboard; null if the view has moved under it. Without `secrets`, secrets
   * and recovery codes are masked.
   */
  async copy(range: CellRange, words: CellWords, secrets: boolean): Promise<Blob | null> {
    const view = this.#view();
    if (hasMoved(view, range)) return null;
    const end = Math.min(range.end, view.length);
    const parts: string[] = [];
    for (let start = range.start; start < end; start += COPY_TURN) {
      const lines: string[] = [];
      for (let place = start; place < Math.min(start + COPY_TURN, end); place++) {
        const row = view.at(place);
        if (!row) continue;
        lines.push(tsvLine(range.columns.map((column) => cellText(this.#rows, row, column, words, secrets))));
      }
      parts.push(`${lines.join("\n")}${start + COPY_TURN < end ? "\n" : ""}`);
      await nextTurn();
    }
    return new Blob(parts, { type: "text/plain" });
  }

  /**
   * Lays what was copied onto the range from its first cell on. It is laid again and again where the range is a whole number
   * of times as high or as wide, so that one cell fills all of it.
   */
  paste(range: CellRange, text: string, told?: Told): Promise<CellsChanged> {
    // Commas stand between the recovery codes of one user, too.
    const block = readBlock(text, range.columns[0] !== "recoveryCode");
    const wide = block.reduce((most, { length }) => Math.max(most, length), 0);
    const height = times(range.end - range.start, block.length);
    const width = times(range.columns.length, wide);
    const from = CELL_COLUMNS.indexOf(range.columns[0] ?? "outcome");
    // What hangs over the last column is counted with what lands on columns that are to be read only.
    const columns = Array.from({ length: width }, (_, at) => CELL_COLUMNS[from + at] ?? "outcome");
    const laid = { ...range, end: range.start + height, columns };
    return this.#put(
      "paste",
      laid,
      (row, column) => {
        const given = block[row % block.length]?.[column % wide];
        return given === undefined ? null : { text: plainText(given) };
      },
      told,
    );
  }

  /** Puts the first row of the range, or the row above it if it has only one, into all other rows of it. */
  fill(range: CellRange, told?: Told): Promise<CellsChanged> {
    const first = range.end - range.start > 1 ? range.start : range.start - 1;
    const model = first < 0 ? undefined : this.#view().at(first)?.record;
    const values = range.columns.map((column): Value | null => {
      const field = FIELD_OF[column];
      if (!model || !field) return null;
      return { text: model[field], ...(field === "secret" && { encoding: model.secretEncoding }) };
    });
    return this.#put("fill", { ...range, start: first + 1 }, (_, column) => values[column] ?? null, told);
  }

  clear(range: CellRange, told?: Told): Promise<CellsChanged> {
    return this.#put(
      "clear",
      range,
      (_, column) => (FIELD_OF[range.columns[column] ?? "line"] ? { text: "" } : null),
      told,
    );
  }

  setRemoved(range: CellRange, removed: boolean): RowsRemoved {
    const view = this.#view();
    if (hasMoved(view, range)) return { code: "moved" };
    let rows = 0;
    let locked = 0;
    this.#history.run(removed ? "remove" : "restore", (edits) => {
      for (let place = range.start; place < Math.min(range.end, view.length); place++) {
        const row = view.at(place);
        if (!row) continue;
        if (lockOf(row.outcome) !== null) locked++;
        else if (edits.setRemoved(row, removed)) rows++;
      }
    });
    return { code: "done", rows, locked };
  }

  /** `valueFor` is asked for each cell by its row and column within the range. */
  #put(
    code: StepCode,
    range: CellRange,
    valueFor: (row: number, column: number) => Value | null,
    told: Told | undefined,
  ): Promise<CellsChanged> {
    const put = this.#turns.then(() => this.#putNow(code, range, valueFor, told));
    this.#turns = put.catch(() => undefined);
    return put;
  }

  async #putNow(
    code: StepCode,
    range: CellRange,
    valueFor: (row: number, column: number) => Value | null,
    told: Told | undefined,
  ): Promise<CellsChanged> {
    const view = this.#view();
    if (hasMoved(view, range)) return { code: "moved" };
    const end = Math.min(range.end, view.length);
    const done = { cells: 0, rows: 0, locked: 0, removed: 0, fixed: 0, masked: 0, beyond: range.end - end };
    const ids: number[] = [];
    for (let place = range.start; place < end; place++) ids.push(view.at(place)?.id ?? -1);
    let at = -1;
    const change = (edits: Edits, id: number) => {
      at = ids[at + 1] === id ? at + 1 : ids.indexOf(id, at + 1);
      const row = this.#rows.byId(id);
      if (!row) return;
      const given: [EditableField, Value][] = [];
      range.columns.forEach((column, columnAt) => {
        const value = valueFor(at, columnAt);
        const field = FIELD_OF[column];
        if (!value) return;
        if (!field) done.fixed += value.text === "" ? 0 : 1;
        else if (value.text === MASK) done.masked++;
        else given.push([field, value]);
      });
      if (lockOf(row.outcome) !== null) done.locked += given.length;
      else if (row.removed) done.removed += given.length;
      else {
        const cells = changeCells(edits, row, given);
        done.cells += cells;
        done.rows += cells > 0 ? 1 : 0;
      }
    };
    const { whole } = await this.#history.runInTurns(code, ids, change, told);
    return { code: "done", ...done, stopped: !whole };
  }
}

/** Returns how many cells hold something else now. */
function changeCells(edits: Edits, row: Row, given: readonly [EditableField, Value][]): number {
  const { record } = row;
  const changes = given.filter(([field, { text }]) => record[field] !== text.trim());
  if (changes.length === 0) return 0;
  edits.change(row, (before) =>
    changes.reduce((now, [field, { text, encoding }]) => {
      const next = edited(now, field, text);
      return encoding ? { ...next, secretEncoding: encoding } : next;
    }, before),
  );
  return changes.length;
}

/** How far something of this size is laid over a place of that size. */
function times(room: number, size: number): number {
  return room > size && room % size === 0 ? room : size;
}
