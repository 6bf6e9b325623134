import type { FinalOutcome, FinalState, RowOutcome } from "@/lib/otp/outcome";
import type { SendRow } from "./port";

export type Counts = Record<FinalState, number>;
export type Emit = (outcomes: RowOutcome[]) => void;

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
  readonly #sent = new Set<number>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** The rows are about to go out; said once of each row, however often it goes. */
  sending(rows: readonly SendRow[]): void {
    const first = rows.filter((row) => !this.#sent.has(row.id));
    if (first.length === 0) return;
    for (const row of first) this.#sent.add(row.id);
    this.#emit(first.map((row) => ({ id: row.id, outcome: { state: "sending" } })));
  }

  /** The rows are done, all in the same way. */
  settle(rows: readonly SendRow[], outcome: FinalOutcome): void {
    if (rows.length === 0) return;
    this.counts[outcome.state] += rows.length;
    this.#emit(rows.map((row) => ({ id: row.id, outcome })));
  }
}
