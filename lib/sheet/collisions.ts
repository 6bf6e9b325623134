import type { Row } from "./row";

/**
 * Which rows share a key. Adding or removing a row costs the rows it collides with, never the file, and returns those
 * whose verdict changes by it.
 */
export class Collisions<Key> {
  readonly #rows = new Map<Key, Row | Set<Row>>();

  /** Takes a row in; returns the rows that were alone under this key until now. */
  add(key: Key, row: Row): readonly Row[] {
    const there = this.#rows.get(key);
    if (there === undefined) {
      this.#rows.set(key, row);
      return [];
    }
    if (there instanceof Set) {
      there.add(row);
      return [];
    }
    this.#rows.set(key, new Set([there, row]));
    return [there];
  }

  /** Takes a row out; returns the row that is alone under this key from now on. */
  remove(key: Key, row: Row): readonly Row[] {
    const there = this.#rows.get(key);
    if (there === row) this.#rows.delete(key);
    if (!(there instanceof Set) || !there.delete(row) || there.size > 1) return [];
    const rest = [...there];
    for (const alone of rest) this.#rows.set(key, alone);
    return rest;
  }

  /** Whether another row has this key. */
  collides(key: Key): boolean {
    return this.#rows.get(key) instanceof Set;
  }

  /** Another row with this key. */
  other(key: Key, row: Row): Row | null {
    const there = this.#rows.get(key);
    if (there instanceof Set) for (const candidate of there) if (candidate !== row) return candidate;
    return null;
  }
}
