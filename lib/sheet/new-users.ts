import type { SourceRecord } from "@/lib/otp/record";
import { userKeyOf } from "@/lib/otp/user-key";
import type { Row } from "./row";
import type { Rows } from "./rows";

/** Rows that a change would give to other users: which of them would then share theirs with another row. */
export class NewUsers {
  readonly #rows: Rows;
  /** The users that they would have, by row id, and how many rows each of those users would get. */
  readonly #keys = new Map<number, string>();
  readonly #taken = new Map<string, number>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Hears of one row; false: its user would be the same as before. */
  add({ id, record }: Row, next: SourceRecord): boolean {
    const key = userKeyOf(next);
    if (key === userKeyOf(record)) return false;
    this.#keys.set(id, key);
    if (key !== "") this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    return true;
  }

  /** Whether this one would share its user, once all rows have been heard of. */
  isShared(id: number): boolean {
    const key = this.#keys.get(id) ?? "";
    if (key === "") return false;
    if ((this.#taken.get(key) ?? 0) > 1) return true;
    for (const row of this.#rows.ofUser(key)) if (!this.#keys.has(row.id)) return true;
    return false;
  }
}
