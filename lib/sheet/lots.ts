import type { Pack } from "@/lib/formats/pack";
import type { SourceRecord } from "@/lib/otp/record";

/** Rows that came together: places and ids of a lot rise by one from row to row. */
export type Lot = {
  readonly source: number;
  /** The place in the table and the id of its first row. */
  readonly place: number;
  readonly id: number;
  readonly pack: Pick<Pack, "length" | "record" | "line" | "like" | "forget" | "name" | "mentions">;
};

/**
 * Where in the table every row is. Ids rise in the order of reading and are never used again; places have no gaps, so that
 * they number the columns. A source that is dropped takes whole lots along.
 */
export class Lots {
  #lots: Lot[] = [];
  #nextId = 0;
  length = 0;
  /** The lot of the last look, which is most often the one of the next. */
  #last: Lot | undefined;

  [Symbol.iterator](): Iterator<Lot> {
    return this.#lots[Symbol.iterator]();
  }

  add(source: number, pack: Lot["pack"]): Lot {
    const lot = { source, pack, place: this.length, id: this.#nextId };
    this.#lots.push(lot);
    this.length += pack.length;
    this.#nextId += pack.length;
    return lot;
  }

  /** Drops the lots of these sources; returns the places of those that stay, as they were; null if all do. */
  drop(sources: ReadonlySet<number>): { from: number; to: number }[] | null {
    const kept = this.#lots.filter(({ source }) => !sources.has(source));
    if (kept.length === this.#lots.length) return null;
    this.#lots = [];
    this.#last = undefined;
    this.length = 0;
    for (const lot of kept) {
      this.#lots.push({ ...lot, place: this.length });
      this.length += lot.pack.length;
    }
    return kept.map(({ place, pack }) => ({ from: place, to: place + pack.length }));
  }

  /** The place of a row, or -1 if it has left the table or never was in it. */
  placeOf(id: number): number {
    const lot = this.#lotOf("id", id);
    return lot ? lot.place + id - lot.id : -1;
  }

  /** The lot of a place in the table. */
  at(place: number): Lot {
    const lot = this.#lotOf("place", place);
    if (!lot) throw new RangeError("no such row");
    return lot;
  }

  idOf(place: number): number {
    const lot = this.at(place);
    return lot.id + place - lot.place;
  }

  #lotOf(by: "id" | "place", number: number): Lot | undefined {
    if (this.#last && isIn(this.#last, by, number)) return this.#last;
    let low = 0;
    let high = this.#lots.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const lot = this.#lots[middle] as Lot;
      if (isIn(lot, by, number)) {
        this.#last = lot;
        return lot;
      }
      if (lot[by] < number) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

function isIn(lot: Lot, by: "id" | "place", number: number): boolean {
  return number >= lot[by] && number < lot[by] + lot.pack.length;
}

/** Records that a format has read one by one, as a lot holds them. */
export function packOf(given: readonly SourceRecord[]): Lot["pack"] {
  const records = [...given];
  const record = (at: number) => records[at] as SourceRecord;
  return {
    length: records.length,
    record,
    line: (at) => record(at).line,
    like: (at) => at,
    forget: (at) => {
      records[at] = { ...record(at), secret: "", recoveryCode: "" };
    },
    name: () => -1,
    mentions: () => null,
  };
}
