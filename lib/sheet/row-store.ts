import { type CheckChoices, DEFAULT_CHOICES } from "@/lib/otp/check";
import type { SourceRecord } from "@/lib/otp/record";
import { Lots } from "./lots";
import { Outcomes } from "./outcomes";
import { grown, keepRanges } from "./typed-array";

/** Less is not worth asking for again and again. */
const FIRST_ROOM = 1 << 14;

/** A record that is no longer as it was read, or that other sources tell more of. */
type Changed = { record: SourceRecord; bare: SourceRecord | null };

/**
 * What the table knows of every row, by its place, in typed arrays. The records stay packed as they came, but for those that
 * have been changed.
 */
export class RowStore {
  readonly lots = new Lots();
  readonly outcomes = new Outcomes();
  choices: CheckChoices = DEFAULT_CHOICES;
  /** Numbers of IssueSets: the row's own issues, and those with the duplicates added. */
  own = new Uint32Array(0);
  issues = new Uint32Array(0);
  bits = new Uint16Array(0);
  recoveryCodes = new Uint32Array(0);
  /** A number of Shapes. */
  shape = new Uint32Array(0);
  /** 1: it is. */
  removed = new Uint8Array(0);
  /** A number of Outcomes. */
  outcome = new Uint32Array(0);
  /** A place in ROW_STATES. */
  state = new Uint8Array(0);
  revision = new Uint32Array(0);
  #changed = new Uint8Array(0);
  readonly #changes = new Map<number, Changed>();
  #capacity = 0;

  get length(): number {
    return this.lots.length;
  }

  /**
   * Makes room for this many rows, or gives all of it back (0); returns for how many there is room, null: as before.
   * @param expected how many there may be in the end: then it need not be made again and again
   */
  reserve(length: number, expected: number): number | null {
    if (length > 0 && length <= this.#capacity) return null;
    // Rows are never quite of one length; memory that is not written to costs nothing.
    const enough = expected < length ? this.#capacity * 2 : expected + (expected >> 4);
    const capacity = length === 0 ? 0 : Math.max(length, enough, FIRST_ROOM);
    this.own = grown(this.own, capacity);
    this.issues = grown(this.issues, capacity);
    this.bits = grown(this.bits, capacity);
    this.recoveryCodes = grown(this.recoveryCodes, capacity);
    this.shape = grown(this.shape, capacity);
    this.removed = grown(this.removed, capacity);
    this.outcome = grown(this.outcome, capacity);
    this.state = grown(this.state, capacity);
    this.revision = grown(this.revision, capacity);
    this.#changed = grown(this.#changed, capacity);
    this.#capacity = capacity;
    return capacity;
  }

  /** Drops the rows of these sources; returns the places of those that stay, as they were; null if all do. */
  drop(sources: ReadonlySet<number>): { from: number; to: number }[] | null {
    for (const id of this.#changes.keys()) {
      if (sources.has(this.lots.at(this.lots.placeOf(id)).source)) this.#changes.delete(id);
    }
    const kept = this.lots.drop(sources);
    if (!kept) return null;
    const { own, issues, bits, recoveryCodes, shape, removed, outcome, state, revision } = this;
    const columns = [
      own,
      issues,
      bits,
      recoveryCodes,
      shape,
      removed,
      outcome,
      state,
      revision,
      this.#changed,
    ];
    for (const column of columns) keepRanges(column, kept);
    // Rows that come later find their columns empty.
    for (const column of [removed, outcome, revision, this.#changed]) column.fill(0, this.length);
    return kept;
  }

  record(place: number): SourceRecord {
    const lot = this.lots.at(place);
    return this.#changeOf(place)?.record ?? lot.pack.record(place - lot.place);
  }

  /** The record without what other sources tell about its user; null where they tell nothing. */
  bare(place: number): SourceRecord | null {
    return this.#changeOf(place)?.bare ?? null;
  }

  line(place: number): number {
    const lot = this.lots.at(place);
    return this.#changeOf(place)?.record.line ?? lot.pack.line(place - lot.place);
  }

  isChanged(place: number): boolean {
    return this.#changed[place] === 1;
  }

  /** Puts another record into a row; what was read there is forgotten as far as it is secret. */
  change(place: number, record: SourceRecord, bare: SourceRecord | null): void {
    if (!this.isChanged(place)) this.#forgetRead(place);
    this.#changed[place] = 1;
    this.#changes.set(this.lots.idOf(place), { record, bare });
  }

  /** Forgets the secret and the recovery code of a row. */
  forget(place: number): void {
    const { record } = this.#changeOf(place) ?? {};
    if (record) this.change(place, { ...record, secret: "", recoveryCode: "" }, null);
    else this.#forgetRead(place);
  }

  #changeOf(place: number): Changed | undefined {
    return this.isChanged(place) ? this.#changes.get(this.lots.idOf(place)) : undefined;
  }

  #forgetRead(place: number): void {
    const lot = this.lots.at(place);
    lot.pack.forget(place - lot.place);
  }
}
