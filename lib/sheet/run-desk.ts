import { nextOutcome, type Outcome, type RowOutcome } from "@/lib/otp/outcome";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";

export type RunScope = "ready" | "failed";

/** A checked row on its way to the server action. */
export type OutgoingRow = { id: number; userId: string; secret: string; recoveryCode?: string };

const WAITING: Outcome = { state: "waiting" };

/** Hands the rows of one run out to the server in chunks, and writes what comes back into them. */
export class RunDesk {
  readonly #rows: Rows;
  /** Ids of rows. */
  #queue: number[] = [];
  #taken = 0;
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
    this.#queue = [];
    this.#taken = 0;
    for (const row of this.#rows.all) {
      if (held.has(row.source) || !this.#inScope(row, scope)) continue;
      this.#queue.push(row.id);
      this.ran.add(row.source);
      this.#rows.setOutcome(row, WAITING);
    }
    return this.#queue.length;
  }

  #inScope(row: Row, scope: RunScope): boolean {
    return scope === "failed" ? this.#rows.mayRetry(row) : this.#rows.stateOf(row) === "ready";
  }

  /** The next rows to send; empty when all are out. */
  take(most: number): OutgoingRow[] {
    const rows: Row[] = [];
    while (rows.length < most && this.#taken < this.#queue.length) {
      const row = this.#rows.byId(this.#queue[this.#taken++] ?? -1);
      if (row) rows.push(row);
    }
    return rows.map(({ id, record, secret, recoveryCode }) => ({
      id,
      userId: record.userId,
      secret,
      ...(recoveryCode === "" ? {} : { recoveryCode }),
    }));
  }

  /** Writes down what is told of these rows. Of a row that is not or no longer part of a run nothing is believed. */
  apply(outcomes: readonly RowOutcome[]): void {
    for (const { id, outcome } of outcomes) {
      const row = this.#rows.byId(id);
      if (row?.outcome) this.#rows.setOutcome(row, nextOutcome(row.outcome, outcome));
    }
  }

  /**
   * Ends the run for every row that has no outcome yet. Rows that were never handed out are `stopped`. Of the rows that
   * were, nobody knows what became of them once the server's answer broke off (`doubtful`).
   */
  end(stopped: Outcome, doubtful: boolean): void {
    this.#queue.forEach((id, position) => {
      const row = this.#rows.byId(id);
      if (!row || lockOf(row.outcome) !== "in_run") return;
      const lost = doubtful && position < this.#taken;
      this.#rows.setOutcome(row, lost ? { state: "unknown", code: "reset" } : stopped);
    });
    this.#queue = [];
    this.#taken = 0;
  }
}
