import type { Row } from "./row";

/**
 * Which rows share a key. Adding or removing a row costs the rows it collides with, never the file, and returns those
 * whose verdict changes by it.
 */
export class Collisions<Key> {
  readonly #rows = new Map<Key, Row | Row[]>();

  /** Takes a row in; returns the rows that were alone under this key until now. */
  add(key: Key, row: Row): readonly Row[] {
    const there = this.#rows.get(key);
    if (there === undefined) {
      this.#rows.set(key, row);
      return [];
    }
    if (Array.isArray(there)) {
      there.push(row);
      return [];
    }
    this.#rows.set(key, [there, row]);
    return [there];
  }

  /** Takes a row out; returns the row that is alone under this key from now on. */
  remove(key: Key, row: Row): readonly Row[] {
    const there = this.#rows.get(key);
    if (there === row) this.#rows.delete(key);
    if (!Array.isArray(there)) return [];
    const rest = there.filter((other) => other !== row);
    const [alone] = rest;
    if (rest.length === 1 && alone) {
      this.#rows.set(key, alone);
      return [alone];
    }
    this.#rows.set(key, rest);
    return [];
  }

  /** Whether another row has this key. */
  collides(key: Key): boolean {
    return Array.isArray(this.#rows.get(key));
  }

  /** Another row with this key. */
  other(key: Key, row: Row): Row | null {
    const there = this.#rows.get(key);
    return Array.isArray(there) ? (there.find((candidate) => candidate !== row) ?? null) : null;
  }
}
