import { LineScanner } from "./line-scanner";
import { isLineTooLong, MAX_LINE } from "./lines";
import { countLineEnds, endOfLine, indexBefore } from "./text-scan";

const QUOTE = 34;
const SPACE = 32;
/** A quoted field longer than this is a quote that was never meant as one. */
const MAX_QUOTED = 64 << 10;

type Quoted = "more" | "broken" | string[];

/**
 * A pull parser for delimited text (RFC 4180 and what spreadsheets and scripts make of it): feed it pieces, ask for
 * rows until it has none. It keeps no more than the piece at hand and the row it is in.
 *
 * Beyond RFC 4180: any one-character delimiter; spaces before an opening quote (`"x", "y"`); line ends LF, CRLF and CR;
 * a first line `sep=;` and comment lines (`#`, `//`) above the first row; rows with all cells empty are left out. A quote
 * that is never closed (or closed in the middle of a later line's field) costs its own line only: that line is split as
 * if quotes meant nothing.
 *
 * Own code rather than papaparse, which knows no line numbers, takes ` "x` literally, and lets one open quote swallow
 * the rest; papaparse is the oracle in the tests.
 */
export class CsvParser {
  /** 1-based number of the line on which the last row began. */
  line = 0;
  private readonly scanner = new LineScanner();
  private started: boolean;
  private quote = -2;
  private delimiterAt = -2;
  private rowEnd = 0;

  private readonly delimiter: string;

  /** `started`: what it is fed comes from the midst of a table, where a comment is a row. */
  constructor(delimiter: string, started = false) {
    this.delimiter = delimiter;
    this.started = started;
  }

  feed(piece: string): void {
    this.scanner.feed(piece);
    this.quote = -2;
    this.delimiterAt = -2;
  }

  /** Nothing more will come; the last row needs no line end. */
  end(): void {
    this.scanner.end();
    this.scanner.rewind();
  }

  /** Whether the line at hand is over a Mi characters: then this is no table. */
  get lineTooLong(): boolean {
    return isLineTooLong(this.scanner, MAX_LINE);
  }

  /** Whether the last row ended with the text, not with its line: the file may have been cut off in it. */
  get unterminated(): boolean {
    return this.scanner.pos > this.scanner.text.length;
  }

  /** How much of the last piece (and what was left before it) is consumed, in characters. */
  get position(): number {
    return Math.min(this.scanner.pos, this.scanner.text.length);
  }

  /** 1-based number of the line at hand, the one after the last row. */
  get lineAhead(): number {
    return this.scanner.line;
  }

  /** The next row's cells as written (quotes taken off), or null if it has not arrived whole, or nothing is left. */
  next(): string[] | null {
    const { scanner } = this;
    for (;;) {
      const start = scanner.pos;
      const end = scanner.lineEnd(start);
      if (end < 0 || end - start > MAX_LINE) return null;
      this.line = scanner.line;
      if (
        end === start ||
        (!this.started && isPrologue(scanner.text.slice(start, Math.min(end, start + 64))))
      ) {
        scanner.nextLine(end);
        continue;
      }
      let cells: string[];
      if (this.hasQuote(start, end)) {
        const quoted = this.readQuoted(start);
        if (quoted === "more") return null;
        if (quoted === "broken") {
          cells = this.split(start, end);
          scanner.nextLine(end);
        } else {
          cells = quoted;
          scanner.line += countLineEnds(scanner.text, start, this.rowEnd);
          scanner.nextLine(this.rowEnd);
        }
      } else {
        cells = this.split(start, end);
        scanner.nextLine(end);
      }
      this.started = true;
      if (cells.some(isFilled)) return cells;
    }
  }

  private hasQuote(start: number, end: number): boolean {
    if (this.quote !== -1 && this.quote < start) this.quote = this.scanner.text.indexOf('"', start);
    return this.quote !== -1 && this.quote < end;
  }

  private split(start: number, end: number): string[] {
    const { text } = this.scanner;
    const cells: string[] = [];
    let from = start;
    let at = this.delimiterAt;
    if (at !== -1 && at < start) at = text.indexOf(this.delimiter, start);
    while (at !== -1 && at < end) {
      cells.push(text.slice(from, at));
      from = at + 1;
      at = text.indexOf(this.delimiter, from);
    }
    this.delimiterAt = at;
    cells.push(text.slice(from, end));
    return cells;
  }

  /** Reads the row at `start` with quotes, and leaves in `rowEnd` where its last line ends. */
  private readQuoted(start: number): Quoted {
    const { scanner } = this;
    const { text } = scanner;
    const cells: string[] = [];
    let lineEnd = scanner.lineEnd(start);
    let from = start;
    for (;;) {
      let open = from;
      while (text.charCodeAt(open) === SPACE) open++;
      if (text.charCodeAt(open) === QUOTE) {
        const close = this.closingQuote(open);
        if (close < 0) return close === -1 ? "more" : "broken";
        if (close > lineEnd) {
          lineEnd = endOfLine(text, close, scanner.ended);
          if (lineEnd < 0) return "more";
        }
        let after = close + 1;
        while (after < lineEnd && text.charCodeAt(after) === SPACE) after++;
        const last = after >= lineEnd;
        if (last || text.charAt(after) === this.delimiter) {
          const cell = text.slice(open + 1, close);
          cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
          if (last) return this.done(cells, lineEnd);
          from = after + 1;
          continue;
        }
        if (countLineEnds(text, open, close) > 0) return "broken";
      }
      const next = indexBefore(text, this.delimiter, from, lineEnd);
      if (next < 0) {
        cells.push(text.slice(from, lineEnd));
        return this.done(cells, lineEnd);
      }
      cells.push(text.slice(from, next));
      from = next + 1;
    }
  }

  /** Where the quote opened at `open` closes; -1: not arrived yet, -2: it never does. */
  private closingQuote(open: number): number {
    const { text, ended } = this.scanner;
    let from = open + 1;
    for (;;) {
      const close = text.indexOf('"', from);
      if ((close < 0 ? text.length : close) - open > MAX_QUOTED) return -2;
      if (close < 0) return ended ? -2 : -1;
      if (close + 1 === text.length && !ended) return -1;
      if (text.charCodeAt(close + 1) !== QUOTE) return close;
      from = close + 2;
    }
  }

  private done(cells: string[], lineEnd: number): string[] {
    this.rowEnd = lineEnd;
    return cells;
  }
}

function isPrologue(line: string): boolean {
  return /^\s*(?:$|#|\/\/|"?sep=.?"?\s*$)/i.test(line);
}

/** Whether a cell has anything in it; rows of which no cell has are left out. */
export function isFilled(cell: string): boolean {
  return cell.charCodeAt(0) > SPACE || cell.trim() !== "";
}
