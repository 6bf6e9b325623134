const UNKNOWN = -2;

/**
 * Text that arrives in pieces, and where its lines end: LF, CRLF or CR, mixed as they come. Both searches for the next
 * line end are remembered, so that a text is scanned once for each, and not at all for the one it does not use.
 */
export class LineScanner {
  /** What is not yet consumed starts at `pos`. */
  text = "";
  pos = 0;
  /** 1-based number of the line at `pos`. */
  line = 1;
  ended = false;
  private lf = UNKNOWN;
  private cr = UNKNOWN;

  /** Adds the next piece and lets go of what is consumed; positions found before count no more. */
  feed(piece: string): void {
    this.text = this.pos < this.text.length ? this.text.slice(this.pos) + piece : piece;
    this.pos = 0;
    this.rewind();
  }

  /** Nothing more will come: the last line ends where the text ends. */
  end(): void {
    this.ended = true;
  }

  /** Forgets what is known about line ends; needed before asking for one further back. */
  rewind(): void {
    this.lf = UNKNOWN;
    this.cr = UNKNOWN;
  }

  /** Where the line that `from` lies in ends, or -1 if that has not arrived yet (or nothing is left). */
  lineEnd(from: number): number {
    if (this.lf !== -1 && this.lf < from) this.lf = this.text.indexOf("\n", from);
    if (this.cr !== -1 && this.cr < from) this.cr = this.text.indexOf("\r", from);
    const { lf, cr } = this;
    if (cr !== -1 && (lf === -1 || cr < lf)) {
      // A CR in the last place may be half of a CRLF.
      return cr + 1 === this.text.length && !this.ended ? -1 : cr;
    }
    if (lf !== -1) return lf;
    return this.ended && from < this.text.length ? this.text.length : -1;
  }

  /** The start of the line after the one that ends at `end`. */
  afterLine(end: number): number {
    return this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }

  /** Goes to the start of the line after the one that ends at `end`. */
  nextLine(end: number): void {
    this.pos = this.afterLine(end);
    this.line++;
  }
}
