import type { SendRow } from "./port";

type Screening = (rows: readonly SendRow[]) => Promise<SendRow[]>;

/** The rows that are still to go: screened a list at a time, and handed out in full lists. */
export class Supply {
  readonly #rows: readonly SendRow[];
  readonly #screen: Screening;
  #next = 0;
  #passed: SendRow[] = [];
  /** Ends with the last list asked for: lists are filled one after the other, or each would be left half full. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rows: readonly SendRow[], screen: Screening) {
    this.#rows = rows;
    this.#screen = screen;
  }

  /** The next list of at most `size` rows; empty when all are out, or `goesOn` has become false. */
  take(size: number, goesOn: () => boolean): Promise<SendRow[]> {
    const list = this.#turn.then(async () => {
      while (this.#passed.length < size && this.#next < this.#rows.length && goesOn()) {
        const rows = this.#rows.slice(this.#next, this.#next + size);
        this.#next += rows.length;
        this.#passed.push(...(await this.#screen(rows)));
      }
      return goesOn() ? this.#passed.splice(0, size) : [];
    });
    this.#turn = list;
    return list;
  }

  /** What has not been handed out. */
  rest(): SendRow[] {
    return [...this.#passed, ...this.#rows.slice(this.#next)];
  }
}
