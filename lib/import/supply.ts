import type { SendRow } from "./port";
import type { RowSource } from "./row-source";

type Screening = (rows: readonly SendRow[]) => Promise<SendRow[]>;

/** The rows that are still to go: screened a list at a time, and handed out in full lists. */
export class Supply {
  readonly #source: RowSource;
  readonly #screen: Screening;
  #passed: SendRow[] = [];
  /** Ends with the last list asked for: lists are filled one after the other, or each would be left half full. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: RowSource, screen: Screening) {
    this.#source = source;
    this.#screen = screen;
  }

  /**
   * The next list of at most `size` rows; empty when all are out, or `goesOn` has become false.
   * @param full how many rows are screened together, whatever the size
   */
  take(size: number, full: number, goesOn: () => boolean): Promise<SendRow[]> {
    const list = this.#turn.then(async () => {
      while (this.#passed.length < size && goesOn()) {
        const rows = await this.#source.next(full);
        if (rows.length === 0) break;
        this.#passed.push(...(goesOn() ? await this.#screen(rows) : rows));
      }
      return goesOn() ? this.#passed.splice(0, size) : [];
    });
    this.#turn = list;
    return list;
  }

  /** Rows that were handed out go before all others. */
  giveBack(rows: readonly SendRow[]): void {
    this.#passed.unshift(...rows);
  }

  /** What has not been handed out, or was given back. */
  rest(): SendRow[] {
    return [...this.#passed, ...this.#source.rest()];
  }
}
