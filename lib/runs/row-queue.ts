import "server-only";

import type { SendRow } from "@/lib/import/port";
import type { RowSource } from "@/lib/import/row-source";

/** So long a short list waits for the next chunk to fill it up. */
const FILL_MS = 250;

/**
 * The rows that have come up and have not been sent: a buffer a chunk, wiped when its turn comes or the run is over. A
 * million rows are some 150 MB that way, and no string of a secret lies about for hours.
 */
export class RowQueue implements RowSource {
  readonly #chunks: { bytes: Buffer; rows: number }[] = [];
  #open: SendRow[] = [];
  #sealed = false;
  #waiting = 0;
  #wake: (() => void) | null = null;

  /** Rows that wait for their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  get sealed(): boolean {
    return this.#sealed;
  }

  push(rows: readonly SendRow[]): void {
    if (this.#sealed || rows.length === 0) return;
    // Rows that go out at once are not worth the packing.
    if (this.#waiting === 0) this.#open = [...rows];
    else this.#chunks.push({ bytes: Buffer.from(JSON.stringify(rows)), rows: rows.length });
    this.#waiting += rows.length;
    this.#wake?.();
  }

  /** Nothing more comes up. */
  seal(): void {
    this.#sealed = true;
    this.#wake?.();
  }

  /** The run is over: what still waits is wiped and never handed out. */
  close(): void {
    for (const { bytes } of this.#chunks.splice(0)) bytes.fill(0);
    this.#open = [];
    this.#waiting = 0;
    this.seal();
  }

  async next(most: number): Promise<SendRow[]> {
    while (this.#waiting === 0 && !this.#sealed) await this.#more();
    if (this.#waiting < most && !this.#sealed) await this.#more(FILL_MS);
    const list: SendRow[] = [];
    while (list.length < most && this.#waiting > 0) {
      if (this.#open.length === 0) this.#unpack();
      const part = this.#open.splice(0, most - list.length);
      this.#waiting -= part.length;
      list.push(...part);
    }
    return list;
  }

  /** What never was handed out is the ledger's to settle: there it may be a million rows. */
  rest(): SendRow[] {
    return [];
  }

  #unpack(): void {
    const chunk = this.#chunks.shift();
    if (!chunk) return;
    this.#open = JSON.parse(chunk.bytes.toString()) as SendRow[];
    chunk.bytes.fill(0);
  }

  #more(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}
