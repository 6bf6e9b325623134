import { IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import type { Rows } from "./rows";
import { grown } from "./typed-array";

/**
 * Which rows have a text in one of their user's names, or are the line of that number. A million rows are looked through in
 * slices, so that whoever searches never waits for an older search: what is found so far is always there.
 */
export class NameSearch {
  readonly #rows: Rows;
  #needle = "";
  #bytes = new Uint8Array(0);
  #line = 0;
  #hits = new Uint8Array(0);
  #looked = 0;
  #renamed = 0;
  #moved = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** By place: 1 for a row that is found. Shorter than the table where nothing is found from there on. */
  get hits(): Uint8Array {
    return this.#hits;
  }

  /** Looks for this text from now on. Case, and space around it, mean nothing; "" finds nothing and takes no time. */
  begin(text: string): void {
    const needle = text.trim().toLowerCase();
    const { renamed, moved } = this.#rows;
    if (needle !== this.#needle || moved !== this.#moved) this.#hits = new Uint8Array(0);
    else if (renamed === this.#renamed) return;
    this.#needle = needle;
    this.#bytes = new TextEncoder().encode(needle);
    this.#line = /^[1-9]\d{0,9}$/.test(needle) ? Number(needle) : 0;
    this.#renamed = renamed;
    this.#moved = moved;
    this.#looked = 0;
  }

  get done(): boolean {
    return this.#needle === "" || this.#looked >= this.#rows.store.length;
  }

  /** Looks at the next `most` rows. */
  lookOn(most: number): void {
    const { store } = this.#rows;
    const end = Math.min(store.length, this.#looked + most);
    if (this.#hits.length < end) this.#hits = grown(this.#hits, Math.max(end, store.length));
    while (this.#looked < end) {
      const { pack, place: first } = store.lots.at(this.#looked);
      const last = Math.min(end, first + pack.length);
      for (let place = this.#looked; place < last; place++) {
        const found =
          (this.#line > 0 && store.line(place) === this.#line) ||
          ((store.isChanged(place) ? null : pack.mentions(place - first, this.#bytes)) ??
            isNamed(store.record(place), this.#needle));
        this.#hits[place] = found ? 1 : 0;
      }
      this.#looked = last;
    }
  }
}

function isNamed(record: SourceRecord, needle: string): boolean {
  return IDENTITY_KINDS.some((kind) => record[kind].toLowerCase().includes(needle));
}
