import { ISSUE_CODES, ISSUES, type IssueCode } from "@/lib/otp/issue";
import { type FoundUser, LOOKUP_KINDS, type LookupKind, MAX_NAME } from "@/lib/otp/user-lookup";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import type { Edits } from "./step";

/**
 * Finds GenAuth's user ids for the rows that name their user in another way. It hands out names and nothing else, and
 * writes into the rows what comes back. Rows of one user are asked for once.
 */
export class UserSearch {
  readonly #rows: Rows;
  /** Ids of the rows of each name. */
  #byKind = new Map<LookupKind, Map<string, number[]>>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Puts every row without a user id on the list; returns how many names there are to ask for. */
  begin(): number {
    this.#byKind = new Map(LOOKUP_KINDS.map((kind) => [kind, new Map<string, number[]>()]));
    for (const row of this.#rows.having(NAMELESS)) {
      const kind = this.#isOpen(row) ? lookupKindOf(row) : undefined;
      if (!kind) continue;
      const names = this.#byKind.get(kind);
      const name = row.record[kind];
      const same = names?.get(name);
      if (same) same.push(row.id);
      else names?.set(name, [row.id]);
    }
    return [...this.#byKind.values()].reduce((sum, names) => sum + names.size, 0);
  }

  /** The next names to ask for, all of one kind; null when all are out. */
  take(most: number): { kind: LookupKind; names: string[] } | null {
    for (const [kind, names] of this.#byKind) {
      const next: string[] = [];
      for (const name of names.keys()) if (next.push(name) === most) break;
      if (next.length > 0) return { kind, names: next };
    }
    return null;
  }

  /** Writes down who was found under these names; they are not asked for again. */
  apply(edits: Edits, kind: LookupKind, users: readonly FoundUser[]): void {
    for (const { name, userIds } of users) {
      for (const id of this.#byKind.get(kind)?.get(name) ?? []) {
        const row = this.#rows.byId(id);
        if (row && this.#isOpen(row)) this.#write(edits, row, userIds);
      }
      this.#byKind.get(kind)?.delete(name);
    }
  }

  /** Gives up the names that were handed out and not answered. */
  skip(kind: LookupKind, names: readonly string[]): void {
    for (const name of names) this.#byKind.get(kind)?.delete(name);
  }

  #isOpen(row: Row): boolean {
    return row.record.userId === "" && !row.removed && lockOf(row.outcome) === null;
  }

  #write(edits: Edits, row: Row, userIds: readonly string[]): void {
    const [userId] = userIds;
    const found = row.record.found.filter((code) => !SEARCHED.has(code));
    if (userId !== undefined && userIds.length === 1) {
      edits.replace(row, { ...row.record, userId, found });
    } else {
      const code: IssueCode = userId === undefined ? "user_not_found" : "user_ambiguous";
      edits.replace(row, { ...row.record, found: [...found, code] });
    }
  }
}

/** Rows without a user id have one of these. */
const NAMELESS = ISSUE_CODES.filter(
  (code) => ISSUES[code].field === "user" && code !== "user_duplicate" && code !== "user_id_shape",
);
const SEARCHED: ReadonlySet<IssueCode> = new Set(["user_not_found", "user_ambiguous"]);

/** The name of a row's user that is asked for, the most telling first. */
function lookupKindOf({ record }: Row): LookupKind | undefined {
  return LOOKUP_KINDS.find((kind) => record[kind] !== "" && record[kind].length <= MAX_NAME);
}
