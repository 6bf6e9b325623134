import type { UserEntry } from "@/lib/formats/format";
import { ISSUES } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { GENAUTH_USER_ID } from "@/lib/otp/user-id";

const FILLED = ["userId", "email", "phone", "username", "externalId"] as const;

/**
 * Who is behind the keys of other files: a list of users dropped beside a table of secrets, or of token serials and
 * their owners. A key that stands for two users names nobody.
 */
export class UserBook {
  readonly #bySource = new Map<number, UserEntry[]>();
  readonly #byKey = new Map<string, UserEntry | null>();

  /** Takes in what a source tells, beside what it has told already. */
  add(source: number, entries: readonly UserEntry[]): void {
    const told = this.#bySource.get(source) ?? [];
    for (const entry of entries) told.push(entry);
    this.#bySource.set(source, told);
    this.#index(entries);
  }

  /** Forgets what these sources have told; returns whether it was anything. */
  drop(sources: readonly number[]): boolean {
    const told = sources.filter((source) => this.#bySource.delete(source));
    if (told.length === 0) return false;
    this.#byKey.clear();
    for (const entries of this.#bySource.values()) this.#index(entries);
    return true;
  }

  #index(entries: readonly UserEntry[]): void {
    for (const entry of entries) {
      for (const key of entry.keys) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, entry);
        else if (known && FILLED.some((name) => known[name] !== entry[name])) this.#byKey.set(key, null);
      }
    }
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** The record with what the book knows of its user; the same object if it knows nothing more. */
  complete(given: SourceRecord): SourceRecord {
    const record = this.#withOwnId(given);
    const byId = this.#byKey.get(record.externalId);
    const entry = byId === undefined ? this.#byKey.get(record.label) : byId;
    if (!entry || contradicts(entry, record, byId ? ["email"] : FILLED)) return given;
    const missing = FILLED.filter((name) => record[name] === "" && entry[name] !== "");
    if (missing.length === 0) return given;
    // Nobody need be found who is known.
    const found = missing.includes("userId")
      ? record.found.filter((code) => ISSUES[code].field !== "user")
      : record.found;
    return { ...record, ...Object.fromEntries(missing.map((name) => [name, entry[name]])), found };
  }

  /** A user id that is none of GenAuth's is the other system's own where its list of users has it. */
  #withOwnId(record: SourceRecord): SourceRecord {
    const { userId, externalId } = record;
    if (userId === "" || externalId !== "" || GENAUTH_USER_ID.test(userId)) return record;
    return this.#byKey.get(userId) ? { ...record, userId: "", externalId: userId } : record;
  }
}

/**
 * Whether the two name different users. A label, or an id of another system, may by chance be somebody else's; a login may
 * be another one there.
 */
function contradicts(
  entry: UserEntry,
  record: SourceRecord,
  names: readonly (typeof FILLED)[number][],
): boolean {
  return names.some(
    (name) =>
      record[name] !== "" && entry[name] !== "" && record[name].toLowerCase() !== entry[name].toLowerCase(),
  );
}
