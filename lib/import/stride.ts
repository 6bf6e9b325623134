/** With so many good rows for each one at fault, a full list is even odds: where a run begins. */
const UNKNOWN_GAP = 72;
/** A list is as long as makes it even odds that no row in it is at fault: ln 2 of the mean gap. */
const EVEN_ODDS = Math.LN2;
/** How much the latest gap weighs. */
const WEIGHT = 0.3;
/** Behind a row at fault lists are single rows until one goes through, and grow so fast while all is well. */
const GROWTH = 4;

/** What a run has learned of how far rows at fault lie apart. */
class Gaps {
  /** The longest list. */
  readonly most: number;
  #mean = UNKNOWN_GAP;
  /** Rows that went through since the last one at fault. */
  #gap = UNKNOWN_GAP;

  constructor(most: number) {
    this.most = most;
  }

  passed(rows: number): void {
    this.#gap += rows;
  }

  /** @param beside another one, which says nothing of how far apart they lie elsewhere */
  found(beside: boolean): void {
    if (!beside) this.#mean += WEIGHT * (this.#gap - this.#mean);
    this.#gap = 0;
  }

  /** The list of which it is even odds that it goes through. */
  get even(): number {
    const gap = Math.max(this.#mean, this.#gap);
    return Math.max(1, Math.min(this.most, Math.round(EVEN_ODDS * gap)));
  }
}

/**
 * How many rows to send together. Each refused list costs a search, which is cheapest (Hwang 1972, group testing) where
 * lists are as long as they can be without being refused more often than not. Faults come alone, or side by side: whole
 * blocks of users who are gone. So the rows behind one at fault have a stride of their own, which hears only of them: lists
 * from elsewhere are on their way at the same time, and tell nothing of a block.
 */
export class Stride {
  readonly #gaps: Gaps;
  /** The longest list of neighbours of a row at fault; null anywhere else. */
  #near: number | null = null;

  /** @param most the longest list */
  constructor(most: number | Gaps) {
    this.#gaps = typeof most === "number" ? new Gaps(most) : most;
  }

  get length(): number {
    return Math.min(this.#near ?? this.#gaps.most, this.#gaps.even);
  }

  /** So many rows went through together. */
  passed(rows: number): void {
    this.#gaps.passed(rows);
    if (this.#near !== null) this.#near = Math.min(this.#gaps.most, this.#near * GROWTH);
  }

  /**
   * One row of a list turned out to be at fault.
   * @param first of its list: none is known to be well between it and what the list began behind
   * @returns that of the rows behind it
   */
  found(first: boolean): Stride {
    this.#gaps.found(first && this.#near !== null);
    const behind = this.#near === null ? new Stride(this.#gaps) : this;
    behind.#near = first ? 1 : this.#gaps.most;
    return behind;
  }
}
