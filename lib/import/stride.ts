/** With so many good rows for each one at fault, a full list is even odds: where a run begins. */
const UNKNOWN_GAP = 72;
/** A list is as long as makes it even odds that no row in it is at fault: ln 2 of the mean gap. */
const EVEN_ODDS = Math.LN2;
/** How much the latest gap weighs. */
const WEIGHT = 0.3;
/** After neighbours at fault lists are single rows, and grow so fast while all is well. */
const GROWTH = 4;

/**
 * How many rows to send together. Each refused list costs a search, which is cheapest (Hwang 1972, group testing) where
 * lists are as long as they can be without being refused more often than not. Faults come alone, or side by side: whole
 * blocks of users who are gone.
 */
export class Stride {
  readonly #most: number;
  #meanGap = UNKNOWN_GAP;
  /** Rows that went through since the last one at fault. */
  #gap = UNKNOWN_GAP;
  #length: number;

  /** @param most the longest list */
  constructor(most: number) {
    this.#most = most;
    this.#length = most;
  }

  get length(): number {
    return this.#length;
  }

  /** So many rows went through together. */
  passed(rows: number): void {
    this.#gap += rows;
    this.#length = Math.min(this.#length * GROWTH, this.#even());
  }

  /** One row turned out to be at fault. */
  found(): void {
    const beside = this.#gap === 0;
    if (!beside) this.#meanGap += WEIGHT * (this.#gap - this.#meanGap);
    this.#gap = 0;
    this.#length = beside ? 1 : this.#even();
  }

  #even(): number {
    const gap = Math.max(this.#meanGap, this.#gap);
    return Math.max(1, Math.min(this.#most, Math.round(EVEN_ODDS * gap)));
  }
}
