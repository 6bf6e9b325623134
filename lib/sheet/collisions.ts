import { grown, keepRanges } from "./typed-array";

const FIRST_SIZE = 1 << 12;
/** The table is enlarged when it has fewer numbers for each place: with two a slot, when two thirds are in use. */
const SLOT_SHARE = 3;
/** Nothing shares its key with this place. */
export const ALONE = -1;
/** Others have shared this key before. */
const CROWD = -2;

/**
 * Which places of a table share a key of 64 bits (TextKey; 0: no key, shares it with nobody). Adding or removing one costs
 * the places it collides with, never the table. An open hash table over typed arrays: a million entries are 8 MB and no
 * objects, but for the keys that are shared.
 */
export class Collisions {
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  /**
   * Two numbers a slot, so that most looks need nothing else. What is there, 0: nothing; n > 0: place n - 1, alone under its
   * key; n < 0: the group -n - 1, which shares its key. And the lower half of the key.
   */
  #slots = new Int32Array(FIRST_SIZE * 2);
  #used = 0;
  /** Of `foresee`: what nobody needs would not be looked at. */
  seen = 0;
  readonly #groups: { high: number; places: Set<number> }[] = [];
  readonly #freeGroups: number[] = [];

  /** Makes room for keys of `length` places. */
  reserve(length: number): void {
    this.#high = grown(this.#high, length);
    this.#low = grown(this.#low, length);
    this.#enlarge(length * SLOT_SHARE);
  }

  /** Gives a place a key; it must not be in. */
  setKey(place: number, high: number, low: number): void {
    this.#high[place] = high;
    this.#low[place] = low;
  }

  /** Takes a place in; returns the place that was alone under its key until now, or ALONE, or another number below 0. */
  add(place: number): number {
    if (!this.#hasKey(place)) return ALONE;
    if (this.#used * SLOT_SHARE >= this.#slots.length) this.#enlarge(this.#slots.length * 2);
    const slot = this.#find(place);
    const there = this.#slots[slot] as number;
    if (there === 0) {
      this.#slots[slot] = place + 1;
      this.#slots[slot + 1] = this.#low[place] as number;
      this.#used++;
      return ALONE;
    }
    if (there < 0) {
      this.#groups[-there - 1]?.places.add(place);
      return CROWD;
    }
    const group = this.#freeGroups.pop() ?? this.#groups.length;
    this.#groups[group] = { high: this.#high[place] as number, places: new Set([there - 1, place]) };
    this.#slots[slot] = -group - 1;
    return there - 1;
  }

  /** Takes a place out; returns the place that is alone under its key from now on, or a number below 0. */
  remove(place: number): number {
    if (!this.#hasKey(place)) return ALONE;
    const slot = this.#find(place);
    const there = this.#slots[slot] as number;
    if (there === place + 1) {
      this.#free(slot);
      return ALONE;
    }
    const places = this.#groups[-there - 1]?.places;
    if (!places?.delete(place) || places.size > 1) return CROWD;
    const [alone = 0] = places;
    places.clear();
    this.#freeGroups.push(-there - 1);
    this.#slots[slot] = alone + 1;
    return alone;
  }

  /**
   * Looks where the keys of these places belong. Each look goes to another part of a large table, and the processor waits for
   * all of them at once: `add` then finds what it needs at hand.
   */
  foresee(from: number, to: number): void {
    const slots = this.#slots;
    const low = this.#low;
    const mask = slots.length - 1;
    let seen = 0;
    for (let place = from; place < to; place++) seen ^= slots[((low[place] as number) * 2) & mask] as number;
    this.seen = seen;
  }

  /** Whether another place shares the key of this one, which is in. */
  collides(place: number): boolean {
    return this.#hasKey(place) && (this.#slots[this.#find(place)] as number) < 0;
  }

  /** Another place with this one's key, or ALONE. */
  other(place: number): number {
    if (!this.#hasKey(place)) return ALONE;
    const there = this.#slots[this.#find(place)] as number;
    if (there > 0 && there !== place + 1) return there - 1;
    if (there < 0)
      for (const candidate of this.#groups[-there - 1]?.places ?? [])
        if (candidate !== place) return candidate;
    return ALONE;
  }

  /** The places that are in under this key. */
  under(high: number, low: number): Iterable<number> {
    if (high === 0 && low === 0) return [];
    const there = this.#slots[this.#slotOf(high, low)] as number;
    if (there > 0) return [there - 1];
    return this.#groups[-there - 1]?.places ?? [];
  }

  /** Takes everything out. The places in these ranges keep their keys and move together. */
  restart(kept: readonly { from: number; to: number }[]): void {
    keepRanges(this.#high, kept);
    keepRanges(this.#low, kept);
    this.#slots = new Int32Array(FIRST_SIZE * 2);
    this.#enlarge(kept.reduce((sum, { from, to }) => sum + to - from, 0) * SLOT_SHARE);
    this.#used = 0;
    this.#groups.length = 0;
    this.#freeGroups.length = 0;
  }

  #hasKey(place: number): boolean {
    return this.#high[place] !== 0 || this.#low[place] !== 0;
  }

  /** The slot of a place's key, or the free one where it belongs. */
  #find(place: number): number {
    return this.#slotOf(this.#high[place] as number, this.#low[place] as number);
  }

  #slotOf(keyHigh: number, keyLow: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const low = keyLow | 0;
    for (let slot = (low * 2) & mask; ; slot = (slot + 2) & mask) {
      const there = slots[slot] as number;
      if (there === 0) return slot;
      if (slots[slot + 1] !== low) continue;
      const high = there > 0 ? this.#high[there - 1] : this.#groups[-there - 1]?.high;
      if (high === keyHigh) return slot;
    }
  }

  /** Frees a slot and moves up what had to go further because of it. */
  #free(slot: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = slot;
    for (let at = (slot + 2) & mask; slots[at] !== 0; at = (at + 2) & mask) {
      const home = ((slots[at + 1] as number) * 2) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      slots[hole] = slots[at] as number;
      slots[hole + 1] = slots[at + 1] as number;
      hole = at;
    }
    slots[hole] = 0;
    this.#used--;
  }

  /** Makes a table of at least this size. */
  #enlarge(least: number): void {
    const old = this.#slots;
    let size = old.length;
    while (size < least) size *= 2;
    if (size === old.length) return;
    const slots = new Int32Array(size);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      const low = old[from + 1] as number;
      let slot = (low * 2) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from] as number;
      slots[slot + 1] = low;
    }
    this.#slots = slots;
  }
}
