import { MAX_NAME_BYTES } from "@/lib/formats/pack";
import { IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import { dealByKey } from "./radix";
import type { RowStore } from "./row-store";
import { grown } from "./typed-array";

/** Below this many names one is put between the others; above, they are dealt by the next bytes of their names. */
const FEW = 24;
const DEALT = 4096;
/** Bytes: enough for ids of GenAuth's; where names are longer, room is made as they come. */
const USUAL_NAME = 24;
const KEY_BYTES = 8;

/** All rows by the names of their users: UTF-8 in lower case, byte by byte; without a name first. */
export class UserOrder {
  /** The places of the rows in that order; equal names in file order. */
  readonly places: Uint32Array;
  /** 1: has the same name as the place before. */
  readonly same: Uint8Array;
  #bytes: Uint8Array;
  readonly #starts: Uint32Array;

  constructor(store: RowStore) {
    const { length } = store;
    this.#starts = new Uint32Array(length + 1);
    this.#bytes = new Uint8Array(length * USUAL_NAME + MAX_NAME_BYTES);
    this.#readNames(store);
    this.places = Uint32Array.from({ length }, (_, place) => place);
    this.same = new Uint8Array(length);
    this.#sort(0, length, 0);
    // What they stand for is all that is needed from now on.
    this.#bytes = new Uint8Array(0);
  }

  #readNames(store: RowStore): void {
    const encoder = new TextEncoder();
    let end = 0;
    for (const { pack, place: first } of store.lots) {
      for (let at = 0; at < pack.length; at++) {
        if (end + MAX_NAME_BYTES > this.#bytes.length)
          this.#bytes = grown(this.#bytes, this.#bytes.length * 2);
        const place = first + at;
        const told = store.isChanged(place) ? -1 : pack.name(at, this.#bytes, end);
        if (told >= 0) end += told;
        else {
          const into = this.#bytes.subarray(end, end + MAX_NAME_BYTES);
          end += encoder.encodeInto(nameOf(store.record(place)), into).written;
        }
        this.#starts[place + 1] = end;
      }
    }
  }

  /** Sorts the places from `from` up to `to`, of which the names agree in their first `depth` bytes. */
  #sort(from: number, to: number, depth: number): void {
    const { places } = this;
    if (to - from < DEALT) {
      if (to - from <= FEW) this.#insert(from, to, depth);
      else places.subarray(from, to).sort((a, b) => this.#compare(a, b, depth) || a - b);
      this.#markSame(from, to, depth);
      return;
    }
    const common = this.#commonDepth(from, to, depth);
    if (common === null) {
      this.#markSame(from, to, depth);
      return;
    }
    const high = new Uint32Array(to - from);
    const low = new Uint32Array(to - from);
    for (let at = 0; at < high.length; at++) {
      high[at] = this.#key(places[from + at] as number, common);
      low[at] = this.#key(places[from + at] as number, common + 4);
    }
    dealByKey(places.subarray(from, to), high, low);
    for (let start = from; start < to; ) {
      const [first, second] = [high[start - from], low[start - from]];
      let end = start + 1;
      while (end < to && high[end - from] === first && low[end - from] === second) end++;
      if (end - start > 1) this.#sort(start, end, common + KEY_BYTES);
      start = end;
    }
  }

  #markSame(from: number, to: number, depth: number): void {
    const { places, same } = this;
    for (let at = from + 1; at < to; at++) {
      if (this.#compare(places[at - 1] as number, places[at] as number, depth) === 0) same[at] = 1;
    }
  }

  #insert(from: number, to: number, depth: number): void {
    const { places } = this;
    for (let at = from + 1; at < to; at++) {
      const place = places[at] as number;
      let hole = at;
      while (hole > from && this.#compare(places[hole - 1] as number, place, depth) > 0) {
        places[hole] = places[hole - 1] as number;
        hole--;
      }
      places[hole] = place;
    }
  }

  /** How many bytes all names of these places share; null if they are all the same. */
  #commonDepth(from: number, to: number, depth: number): number | null {
    const first = this.places[from] as number;
    const length = this.#length(first);
    let common = length;
    let same = true;
    for (let at = from + 1; at < to && (same || common > depth); at++) {
      const place = this.places[at] as number;
      if (this.#length(place) !== length) same = false;
      const most = Math.min(common, this.#length(place));
      let shared = depth;
      while (shared < most && this.#byte(place, shared) === this.#byte(first, shared)) shared++;
      if (shared < common) same = false;
      common = Math.max(depth, Math.min(common, shared));
    }
    return same || depth > MAX_NAME_BYTES ? null : common;
  }

  #compare(a: number, b: number, depth: number): number {
    const lengthA = this.#length(a);
    const lengthB = this.#length(b);
    const shorter = Math.min(lengthA, lengthB);
    for (let at = depth; at < shorter; at++) {
      const difference = this.#byte(a, at) - this.#byte(b, at);
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  }

  #length(place: number): number {
    return (this.#starts[place + 1] as number) - (this.#starts[place] as number);
  }

  #byte(place: number, at: number): number {
    return this.#bytes[(this.#starts[place] as number) + at] as number;
  }

  /** Four bytes of a name as a number; what is behind its end is 0. */
  #key(place: number, depth: number): number {
    const bytes = this.#bytes;
    const at = (this.#starts[place] as number) + depth;
    const end = this.#starts[place + 1] as number;
    let key = 0;
    for (let i = at; i < at + 4; i++) key = (key << 8) | (i < end ? (bytes[i] as number) : 0);
    return key >>> 0;
  }
}

/** The first name that a record's user has. */
function nameOf(record: SourceRecord): string {
  for (const kind of IDENTITY_KINDS) if (record[kind] !== "") return record[kind].toLowerCase();
  return "";
}
