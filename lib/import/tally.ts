import type { FinalOutcome, FinalState, Outcome } from "@/lib/otp/outcome";
import type { SendRow } from "./port";

export type Counts = Record<FinalState, number>;

/** Rows of which the same is to be said. `attempts`: how often they have been sent so far. */
export type News = { ids: readonly number[]; outcome: Outcome; attempts: number };
export type Emit = (news: News) => void;

/** Tells the world what becomes of the rows, and counts it. */
export class Tally {
  readonly counts: Counts = {
    skipped: 0,
    accepted: 0,
    verified: 0,
    mismatch: 0,
    refused: 0,
    unknown: 0,
    stopped: 0,
  };
  readonly #emit: Emit;
  /** How often each row under way has been sent. */
  readonly #sent = new Map<number, number>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** The rows are about to go out; said once of each row, however often it goes. */
  sending(rows: readonly SendRow[]): void {
    const first = rows.filter((row) => !this.#sent.has(row.id));
    for (const row of rows) this.#sent.set(row.id, (this.#sent.get(row.id) ?? 0) + 1);
    if (first.length > 0)
      this.#emit({ ids: first.map((row) => row.id), outcome: { state: "sending" }, attempts: 1 });
  }

  /** The rows are done, all in the same way. */
  settle(rows: readonly SendRow[], outcome: FinalOutcome): void {
    this.counts[outcome.state] += rows.length;
    const byAttempts = new Map<number, number[]>();
    for (const { id } of rows) {
      const attempts = this.#sent.get(id) ?? 0;
      this.#sent.delete(id);
      const ids = byAttempts.get(attempts);
      if (ids) ids.push(id);
      else byAttempts.set(attempts, [id]);
    }
    for (const [attempts, ids] of byAttempts) this.#emit({ ids, outcome, attempts });
  }
}
