import type { ImportRow } from "@/lib/otp/import-request";
import { nextOutcome, type Outcome, type RangeOutcome } from "@/lib/otp/outcome";
import { lockOf, type Retry, type Row } from "./row";
import type { Rows } from "./rows";

/** Rows that have not been in a run, or those of another attempt. */
export type RunScope = "ready" | Retry;

const WAITING: Outcome = { state: "waiting" };
const SENDING: Outcome = { state: "sending" };

/** Hands the rows of one run out to the server in chunks, and writes what comes back into them. */
export class RunDesk {
  readonly #rows: Rows;
  /** Ids of rows. */
  #queue: number[] = [];
  #taken = 0;
  /** How many of the queue are known to have been sent, or to be on their way. */
  #sent = 0;
  #sources: number[] = [];
  /** Sources with rows that have been in a run. */
  readonly ran = new Set<number>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /**
   * Puts the rows in scope on the list; returns how many. Rows with an error never get there, nor those of the sources
   * in `held`.
   */
  begin(scope: RunScope, held: ReadonlySet<number>): number {
    this.#clear();
    const sources = new Set<number>();
    for (const row of this.#rows.all) {
      if (held.has(row.source) || !this.#inScope(row, scope)) continue;
      this.#queue.push(row.id);
      sources.add(row.source);
      this.ran.add(row.source);
      this.#rows.setOutcome(row, WAITING);
    }
    this.#sources = [...sources];
    return this.#queue.length;
  }

  /** The sources of the run's rows, by index; a row that goes out names its own by the place here. */
  get sources(): readonly number[] {
    return this.#sources;
  }

  #inScope(row: Row, scope: RunScope): boolean {
    return scope === "ready" ? this.#rows.stateOf(row) === "ready" : this.#rows.retryOf(row) === scope;
  }

  /** The next rows to send; empty when all are out. */
  take(most: number): ImportRow[] {
    const rows: Row[] = [];
    while (rows.length < most && this.#taken < this.#queue.length) {
      const row = this.#rows.byId(this.#queue[this.#taken++] ?? -1);
      if (row) rows.push(row);
    }
    return rows.map(({ id, source, record, secret, recoveryCode }) => ({
      id,
      source: this.#sources.indexOf(source),
      line: record.line,
      userId: record.userId,
      secret,
      ...(recoveryCode === "" ? {} : { recoveryCode }),
    }));
  }

  /** Writes down what is told of these rows. Of a row that is not or no longer part of a run nothing is believed. */
  apply(outcomes: readonly RangeOutcome[]): void {
    for (const { first, last, outcome } of outcomes) {
      for (let id = first; id <= last; id++) {
        const row = this.#rows.byId(id);
        if (row?.outcome) this.#rows.setOutcome(row, nextOutcome(row.outcome, outcome));
      }
    }
  }

  /** Rows up to this id have been sent, or are on their way. */
  applySent(to: number): void {
    for (; (this.#queue[this.#sent] ?? to + 1) <= to; this.#sent++) {
      const row = this.#rows.byId(this.#queue[this.#sent] ?? -1);
      if (row?.outcome?.state === "waiting") this.#rows.setOutcome(row, SENDING);
    }
  }

  /** The greatest id that was handed out; -1 for none. */
  get takenTo(): number {
    return this.#queue[this.#taken - 1] ?? -1;
  }

  /**
   * Ends the run for every row that has no outcome yet.
   * @param stopped what is said of rows that were not sent
   * @param doubt what is said of rows up to an id, of which nobody knows whether they were
   */
  end(stopped: Outcome, doubt: { to: number; outcome: Outcome } | null): void {
    for (const id of this.#queue) {
      const row = this.#rows.byId(id);
      if (!row || lockOf(row.outcome) !== "in_run") continue;
      this.#rows.setOutcome(row, doubt && id <= doubt.to ? doubt.outcome : stopped);
    }
    this.#clear();
  }

  #clear(): void {
    this.#queue = [];
    this.#taken = 0;
    this.#sent = 0;
  }
}
