import type { CheckChoices } from "@/lib/otp/check";
import type { Outcome } from "@/lib/otp/outcome";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import type { FixId } from "./fixes/registry";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";

/** Everything that can be undone. The words for each are `history.step.<code>` in the message catalogue. */
export const STEP_CODES = [
  "edit",
  "remove",
  "restore",
  "keep_one",
  "choices",
  "find_users",
  "assign",
  "replace",
  "paste",
  "fill",
  "clear",
] as const;
export type StepCode = (typeof STEP_CODES)[number];

/** What a step is called: by what was done, or by the fix that it is (`fix.<id>`). */
export type StepLabel = StepCode | FixId;

/** What a step does to rows; locked rows stay as they are. Each tells whether it changed anything. */
export type Edits = {
  /** Changes a row's record, with and without what other sources tell about its user. */
  change(row: Row, changed: (record: SourceRecord) => SourceRecord): boolean;
  /** Puts another record into a row, which from now on does not follow what other sources tell. */
  replace(row: Row, record: SourceRecord): boolean;
  setRemoved(row: Row, removed: boolean): boolean;
};

/** A step that is being undone, or done again. */
type Playing = {
  changes: readonly number[];
  /** Plays one of the changes. A row that `stays` is left as it is. */
  put(change: number, stays: (id: number) => boolean): void;
  /**
   * To be called once they are played. `rows`: rows that have changed; `locked`: rows that GenAuth holds or that are in a
   * run, and so stay as they are.
   */
  end(): { rows: number; locked: number };
};

/** How a row was before: only what the step has changed. */
type Before = {
  /** The fields that the step has changed; null where it has changed none. */
  readonly fields: Partial<SourceRecord> | null;
  /** Undefined: the step has left it alone. */
  readonly bare?: SourceRecord | null;
  readonly outcome?: Outcome | null;
  readonly removed?: boolean;
};

// Shared by all rows of a step that removes or restores: a million of them cost a million references.
const WAS_IN: Before = { fields: null, removed: false };
const WAS_OUT: Before = { fields: null, removed: true };

/**
 * What one step of the admin's work has changed, row by row in the order of the changes. Playing it back puts that away
 * and keeps the way forward again, so that one object serves undo and redo.
 */
export class Step implements Edits {
  readonly code: StepLabel;
  readonly #rows: Rows;
  #choices: CheckChoices | null = null;
  #ids: number[] = [];
  #rowsChanged = 0;
  /** Null: what the row was is forgotten, because GenAuth holds it. */
  #befores: (Before | null)[] = [];

  constructor(rows: Rows, code: StepLabel) {
    this.#rows = rows;
    this.code = code;
  }

  /** How many changes of rows it holds. */
  get size(): number {
    return this.#ids.length;
  }

  /** How many rows it has changed. Changes of one row one after the other count once. */
  get rows(): number {
    return this.#rowsChanged;
  }

  get isEmpty(): boolean {
    return this.#ids.length === 0 && this.#choices === null;
  }

  /** The rows of its changes from this one on. */
  ids(from: number): readonly number[] {
    return this.#ids.slice(from);
  }

  change(row: Row, changed: (record: SourceRecord) => SourceRecord): boolean {
    const { id, record, bare, outcome } = row;
    if (lockOf(outcome) !== null) return false;
    const next = changed(record);
    const fields = differences(record, next);
    if (!fields) return false;
    this.#note(id, { fields, ...(bare && { bare }), outcome });
    this.#rows.change(row, (given) => (given === record ? next : changed(given)));
    return true;
  }

  replace(row: Row, record: SourceRecord): boolean {
    const { id, bare, outcome } = row;
    if (lockOf(outcome) !== null) return false;
    const fields = differences(row.record, record);
    if (!fields) return false;
    this.#note(id, { fields, ...(bare && { bare }), outcome });
    this.#rows.replace(row, record);
    return true;
  }

  setRemoved(row: Row, removed: boolean): boolean {
    if (row.removed === removed || lockOf(row.outcome) !== null) return false;
    this.#note(row.id, removed ? WAS_IN : WAS_OUT);
    this.#rows.setRemoved(row, removed);
    return true;
  }

  /** Takes other choices for all rows. */
  choose(choices: CheckChoices): void {
    this.#choices = this.#rows.choices;
    this.#rows.choose(choices);
  }

  /**
   * Begins to undo the step, or to do it again. From then on it holds the way back of what has been played: all of its
   * `changes`, the last one first, by `put`.
   */
  play(): Playing {
    const ids = this.#ids;
    const befores = this.#befores;
    this.#ids = [];
    this.#befores = [];
    this.#rowsChanged = 0;
    const changed = new Set<number>();
    const locked = new Set<number>();
    return {
      // The last change of a row goes first, and comes last when it is done again.
      changes: Array.from(ids, (_, at) => ids.length - 1 - at),
      put: (at, stays) => {
        const id = ids[at] ?? -1;
        const before = befores[at] ?? null;
        const row = this.#rows.byId(id);
        if (!row || stays(id)) return;
        if (!before || lockOf(row.outcome) !== null) {
          locked.add(id);
        } else {
          this.#note(id, this.#putBack(row, before));
          changed.add(id);
        }
      },
      end: () => {
        if (this.#choices) this.choose(this.#choices);
        return { rows: changed.size, locked: locked.size };
      },
    };
  }

  /** Forgets the rows that are gone, and what rows were that GenAuth holds now: their secrets are nobody's here. */
  prune(): void {
    const ids = this.#ids;
    const befores = this.#befores;
    this.#ids = [];
    this.#befores = [];
    this.#rowsChanged = 0;
    ids.forEach((id, at) => {
      const row = this.#rows.byId(id);
      if (row) this.#note(id, lockOf(row.outcome) === "done" ? null : (befores[at] ?? null));
    });
  }

  #note(id: number, before: Before | null): void {
    if (id !== this.#ids.at(-1)) this.#rowsChanged++;
    this.#ids.push(id);
    this.#befores.push(before);
  }

  /** Puts a row back, and returns how it was until now. */
  #putBack(row: Row, { fields, bare, outcome, removed }: Before): Before {
    if (!fields) {
      this.#rows.setRemoved(row, removed === true);
      return removed ? WAS_IN : WAS_OUT;
    }
    const was: Before = {
      fields: picked(row.record, Object.keys(fields) as (keyof SourceRecord)[]),
      ...(bare !== undefined && { bare: row.bare }),
      outcome: row.outcome,
    };
    this.#rows.restore(row, {
      record: { ...row.record, ...fields },
      // What came from other sources since the step does not hide what the step has changed.
      bare: bare === undefined ? row.bare && { ...row.bare, ...fields } : bare,
      outcome: outcome ?? null,
    });
    return was;
  }
}

const NAMES = Object.keys(emptyRecord(0)) as (keyof SourceRecord)[];

/** The fields of `before` that `after` has otherwise; null if there are none: then it is no change. */
export function differences(before: SourceRecord, after: SourceRecord): Partial<SourceRecord> | null {
  const names = NAMES.filter((name) => before[name] !== after[name] && !(name === "found" && sameFound()));
  function sameFound(): boolean {
    return (
      before.found.length === after.found.length && before.found.every((code, at) => code === after.found[at])
    );
  }
  return names.length === 0 ? null : picked(before, names);
}

/** The record's values of these fields. */
function picked(record: SourceRecord, names: readonly (keyof SourceRecord)[]): Partial<SourceRecord> {
  return Object.fromEntries(names.map((name) => [name, record[name]]));
}
