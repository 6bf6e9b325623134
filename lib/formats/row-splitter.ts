const SPACE = 32;
const QUOTE = 34;
const LF = 10;
const CR = 13;
const PLAIN = 0;
const DELIMITER = 1;
const LINE_END = 2;
/** A quoted cell longer than this may be a quote that was never meant as one: CsvParser knows. */
const MAX_QUOTED = 60 << 10;

/**
 * Finds the cells of delimited text in its bytes (UTF-8), one row after the other, as CsvParser finds them in characters.
 * What takes more than one look (a quoted cell with a line end or a quote in it, a quote that never closes) it leaves to
 * CsvParser: the row is `odd`.
 */
export class RowSplitter {
  /** Where each cell of the last row begins and ends, quotes taken off. */
  cells = new Int32Array(64);
  /** How many cells the last row has. */
  count = 0;
  /** Where the last row ends, and where the line after it begins. */
  end = 0;
  next = 0;
  /** The last row ended with the text, not with its line. */
  unterminated = false;
  private readonly kinds = new Uint8Array(256);

  constructor(delimiter: string) {
    this.kinds[LF] = LINE_END;
    this.kinds[CR] = LINE_END;
    this.kinds[delimiter.charCodeAt(0)] = DELIMITER;
  }

  /**
   * Reads the row at `from`; `more`: it has not arrived whole. `ended`: nothing comes after `bytes`. Of a row that is known
   * to be whole the first cells may be enough (`most`); then its end is not looked for.
   */
  split(
    bytes: Uint8Array,
    from: number,
    ended: boolean,
    most = Number.MAX_SAFE_INTEGER,
  ): "row" | "odd" | "more" {
    const { kinds } = this;
    const { length } = bytes;
    let start = from;
    this.count = 0;
    this.unterminated = false;
    for (;;) {
      let at = start;
      while (at < length && bytes[at] === SPACE) at++;
      if (at < length && bytes[at] === QUOTE) {
        const open = at + 1;
        let close = open;
        while (close < length && bytes[close] !== QUOTE && kinds[bytes[close] as number] !== LINE_END)
          close++;
        at = close + 1;
        while (at < length && bytes[at] === SPACE) at++;
        if (close >= length || (at >= length && !ended)) return ended ? "odd" : "more";
        if (bytes[close] !== QUOTE || close - open > MAX_QUOTED) return "odd";
        if (at < length && kinds[bytes[at] as number] === PLAIN) return "odd";
        this.push(open, close);
      } else {
        while (at < length && kinds[bytes[at] as number] === PLAIN) at++;
        if (at >= length && !ended) return "more";
        this.push(start, at);
      }
      if (this.count >= most) return "row";
      if (at < length && kinds[bytes[at] as number] === DELIMITER) {
        start = at + 1;
        continue;
      }
      // A CR in the last place may be half of a CRLF.
      if (at === length - 1 && bytes[at] === CR && !ended) return "more";
      this.end = at;
      this.unterminated = at >= length;
      this.next = bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
      return "row";
    }
  }

  private push(from: number, to: number): void {
    const at = this.count * 2;
    if (at === this.cells.length) {
      const cells = new Int32Array(at * 2);
      cells.set(this.cells);
      this.cells = cells;
    }
    this.cells[at] = from;
    this.cells[at + 1] = to;
    this.count++;
  }
}
