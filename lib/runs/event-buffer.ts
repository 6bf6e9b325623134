import "server-only";

import type { Outcome, RowOutcome } from "@/lib/otp/outcome";
import type { RunEvent } from "@/lib/otp/run-event";

const FLUSH_MS = 50;
const FLUSH_ROWS = 200;

type PaceEvent = Extract<RunEvent, { type: "pace" }>;

/** Gathers what happens to the rows, so that the browser hears of it in a few larger pieces: the last word of each. */
export class EventBuffer {
  #outcomes = new Map<number, Outcome>();
  #pace: PaceEvent | null = null;
  #timer: NodeJS.Timeout | undefined;
  #due = false;
  #closed = false;
  #wake: (() => void) | null = null;

  outcomes(outcomes: readonly RowOutcome[]): void {
    if (this.#closed) return;
    for (const { id, outcome } of outcomes) this.#outcomes.set(id, outcome);
    if (this.#outcomes.size >= FLUSH_ROWS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  /** Only the latest counts; it does not wait for the next flush. */
  pace(event: PaceEvent): void {
    if (this.#closed) return;
    this.#pace = event;
    this.#flush();
  }

  /** Nothing more will come. What has been gathered can still be taken. */
  close(): void {
    this.#closed = true;
    this.#flush();
  }

  /** Nobody listens any more. */
  discard(): void {
    this.#outcomes.clear();
    this.#pace = null;
    this.close();
  }

  /** What is due, waiting for it; null when all has been taken and nothing more will come. */
  async take(): Promise<RunEvent[] | null> {
    while (!this.#due && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#due = false;
    const events: RunEvent[] = [];
    if (this.#outcomes.size > 0) {
      const outcomes = Array.from(this.#outcomes, ([id, outcome]) => ({ id, outcome }));
      events.push({ type: "outcomes", outcomes });
      this.#outcomes.clear();
    }
    if (this.#pace) events.push(this.#pace);
    this.#pace = null;
    return events.length === 0 && this.#closed ? null : events;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = true;
    this.#wake?.();
    this.#wake = null;
  }
}
