import type { UserEntry } from "@/lib/formats/format";
import type { SourceRecord } from "@/lib/otp/record";

const FILLED = ["userId", "email", "phone", "username", "externalId"] as const;

/**
 * Who is behind the keys of other files: a list of users dropped beside a table of secrets, or of token serials and
 * their owners. A key that stands for two users names nobody.
 */
export class UserBook {
  readonly #byKey = new Map<string, UserEntry | null>();

  add(entries: readonly UserEntry[]): void {
    for (const entry of entries) {
      for (const key of entry.keys) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, entry);
        else if (known && FILLED.some((name) => known[name] !== entry[name])) this.#byKey.set(key, null);
      }
    }
  }

  clear(): void {
    this.#byKey.clear();
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** The record with what the book knows of its user; the same object if it knows nothing more. */
  complete(record: SourceRecord): SourceRecord {
    const entry = this.#byKey.get(record.externalId) ?? this.#byKey.get(record.label);
    if (!entry) return record;
    const missing = FILLED.filter((name) => record[name] === "" && entry[name] !== "");
    if (missing.length === 0) return record;
    return { ...record, ...Object.fromEntries(missing.map((name) => [name, entry[name]])) };
  }
}
