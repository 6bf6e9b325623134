import type { SendRow } from "./port";
import type { RowSource } from "./row-source";
import type { Stride } from "./stride";

type Screening = (rows: readonly SendRow[]) => Promise<SendRow[]>;
/** Rows that go out together, or in lists one after the other, and how long those had better be. */
type Lot = { rows: SendRow[]; stride: Stride };

/** The rows that are still to go: screened a list at a time, and handed out in full lists. */
export class Supply {
  readonly #source: RowSource;
  readonly #screen: Screening;
  readonly #stride: Stride;
  #passed: SendRow[] = [];
  /** Rows that were given back: the last ones go first. */
  #back: Lot[] = [];
  /** Ends with the last list asked for: lists are filled one after the other, or each would be left half full. */
  #turn: Promise<unknown> = Promise.resolve();

  /** @param stride of rows that have not been handed out yet */
  constructor(source: RowSource, stride: Stride, screen: Screening) {
    this.#source = source;
    this.#stride = stride;
    this.#screen = screen;
  }

  /**
   * The next list of at most `most` rows, and no more than its stride says; empty when all are out, or `goesOn` has become
   * false. So many rows are screened together, however long the list is.
   */
  take(most: number, goesOn: () => boolean): Promise<Lot> {
    const list = this.#turn.then(async () => {
      const stride = this.#back.at(-1)?.stride ?? this.#stride;
      const size = Math.min(most, stride.length);
      while (this.#ready < size && goesOn()) {
        const rows = await this.#source.next(most);
        if (rows.length === 0) break;
        this.#passed.push(...(goesOn() ? await this.#screen(rows) : rows));
      }
      return { rows: goesOn() ? this.#handOut(size) : [], stride };
    });
    this.#turn = list;
    return list;
  }

  /** Rows that were handed out go before all others, by a stride of their own. */
  giveBack(rows: readonly SendRow[], stride: Stride): void {
    if (rows.length > 0) this.#back.push({ rows: [...rows], stride });
  }

  /** What has not been handed out, or was given back. */
  rest(): SendRow[] {
    return [...this.#back.flatMap(({ rows }) => rows), ...this.#passed, ...this.#source.rest()];
  }

  get #ready(): number {
    return this.#back.reduce((sum, { rows }) => sum + rows.length, this.#passed.length);
  }

  #handOut(size: number): SendRow[] {
    const list: SendRow[] = [];
    for (let lot = this.#back.at(-1); lot; lot = this.#back.at(-1)) {
      // Rows behind one at fault are in no longer list than their own stride says.
      const most = Math.min(size, lot.stride.length);
      if (list.length >= most) return list;
      list.push(...lot.rows.splice(0, most - list.length));
      if (lot.rows.length > 0) return list;
      this.#back.pop();
    }
    list.push(...this.#passed.splice(0, size - list.length));
    return list;
  }
}
