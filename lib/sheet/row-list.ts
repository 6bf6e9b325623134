import { Row } from "./row";
import type { RowStore } from "./row-store";

/** Rows of a table in some order, each made when it is asked for; `places` null: all of them in file order. */
export class RowList implements Iterable<Row> {
  readonly #store: RowStore;
  readonly #places: Uint32Array | null;

  constructor(store: RowStore, places: Uint32Array | null) {
    this.#store = store;
    this.#places = places;
  }

  get length(): number {
    return this.#places?.length ?? this.#store.length;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (let at = 0; at < this.length; at++) yield this.#rowAt(at);
  }

  at(index: number): Row | undefined {
    return index >= 0 && index < this.length ? this.#rowAt(index) : undefined;
  }

  slice(start: number, end: number): Row[] {
    const rows: Row[] = [];
    for (let at = Math.max(0, start); at < Math.min(end, this.length); at++) rows.push(this.#rowAt(at));
    return rows;
  }

  map<T>(made: (row: Row) => T): T[] {
    return Array.from(this, made);
  }

  filter(kept: (row: Row) => boolean): Row[] {
    const rows: Row[] = [];
    for (const row of this) if (kept(row)) rows.push(row);
    return rows;
  }

  /** Where in the list the row of a source's line is, or -1. */
  findLine(source: number, line: number): number {
    for (let at = 0; at < this.length; at++) {
      const place = this.#placeAt(at);
      if (this.#store.line(place) === line && this.#store.lots.at(place).source === source) return at;
    }
    return -1;
  }

  #placeAt(at: number): number {
    return this.#places ? (this.#places[at] as number) : at;
  }

  #rowAt(at: number): Row {
    return new Row(this.#store, this.#store.lots.idOf(this.#placeAt(at)));
  }
}
