import { ISSUE_CODES, ISSUES, type IssueCode } from "@/lib/otp/issue";
import {
  type Enrolment,
  type FoundUser,
  LOOKUP_KINDS,
  type LookupKind,
  MAX_NAME,
} from "@/lib/otp/user-lookup";
import { AskedNames } from "./asked-names";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import type { Edits } from "./step";
import { grown } from "./typed-array";

/**
 * `nameless`: rows that have no user id yet. `ready`: those that could be sent, and those of whose user an earlier search
 * has said the contrary; so that a search before an import makes no rows ready that nobody has seen there.
 */
export type SearchScope = "nameless" | "ready";

/**
 * Asks who the users of the rows are: their user ids, whether they are active, and whether they have an OTP. It hands
 * out names and nothing else, and writes into the rows what comes back. Rows of one user are asked for once.
 */
export class UserSearch {
  readonly #rows: Rows;
  #byKind = new Map<LookupKind, AskedNames>();
  #enrolments = new AskedNames();
  /** By row id, 1 where a search has put the user id in. */
  #given = new Uint8Array();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Puts the rows in scope on the list; returns how many names there are to ask for. */
  begin(scope: SearchScope): number {
    this.#byKind = new Map(LOOKUP_KINDS.map((kind) => [kind, new AskedNames()]));
    for (const row of scope === "ready" ? this.#rows.all : this.#rows.having(NAMELESS)) {
      if (!isOpen(row) || !this.#inScope(row, scope)) continue;
      const kind = lookupKindOf(row);
      if (kind) this.#byKind.get(kind)?.add(row.record[kind], row.id);
    }
    return [...this.#byKind.values()].reduce((sum, names) => sum + names.size, 0);
  }

  #inScope({ issues, record }: Row, scope: SearchScope): boolean {
    if (scope === "nameless") return record.userId === "";
    if (record.userId === "") return false;
    const { sets } = this.#rows;
    return !sets.blocked(issues) || sets.codes(issues).some((code) => SEARCHED.has(code));
  }

  /** The next names to ask for, all of one kind; null when all are out. */
  take(most: number): { kind: LookupKind; names: string[] } | null {
    for (const [kind, asked] of this.#byKind) {
      const names = asked.next(most);
      if (names.length > 0) return { kind, names };
    }
    return null;
  }

  /** Writes down who was found under these names; they are not asked for again. */
  apply(edits: Edits, kind: LookupKind, users: readonly FoundUser[]): void {
    for (const { name, userIds, status, displayName } of users) {
      const [userId] = userIds.length === 1 ? userIds : [];
      if (userId !== undefined) this.#rows.members.note(userId, { status, displayName });
      for (const id of this.#byKind.get(kind)?.settle(name) ?? []) {
        const row = this.#rows.byId(id);
        // It may have been changed since.
        if (!row || !isOpen(row) || row.record[kind] !== name || lookupKindOf(row) !== kind) continue;
        const code = findingOf(userIds, status);
        if (userId !== undefined && row.record.userId === "") this.#note(id);
        edits.replace(row, {
          ...row.record,
          ...(userId !== undefined && { userId }),
          found: [...row.record.found.filter((one) => !SEARCHED.has(one)), ...(code ? [code] : [])],
        });
      }
    }
  }

  /**
   * Takes back what the pool has said, user ids that came from it as well: another pool's users are others. Rows of a run
   * keep it.
   */
  forget(edits: Edits): void {
    for (const row of this.#rows.all) {
      const { userId } = row.record;
      const came = this.#given[row.id] === 1 && this.#rows.members.get(userId) !== null;
      const found = row.record.found.filter((code) => !SEARCHED.has(code) && !STANDINGS.has(code));
      if (came || found.length < row.record.found.length)
        edits.replace(row, { ...row.record, userId: came ? "" : userId, found });
    }
    this.clear();
  }

  /** For other rows. */
  clear(): void {
    this.#byKind.clear();
    this.#enrolments = new AskedNames();
    this.#given = new Uint8Array();
    this.#rows.members.clear();
  }

  #note(id: number): void {
    if (id >= this.#given.length) this.#given = grown(this.#given, Math.max(1024, id * 2));
    this.#given[id] = 1;
  }

  /** Gives up the names that were handed out and not answered. */
  skip(kind: LookupKind, names: readonly string[]): void {
    for (const name of names) this.#byKind.get(kind)?.settle(name);
  }

  /** Puts the users of all rows that could be sent on the list of those whose OTP is asked about; returns how many. */
  beginEnrolments(): number {
    this.#enrolments = new AskedNames();
    for (const row of this.#rows.all)
      if (isOpen(row) && !this.#rows.sets.blocked(row.issues))
        this.#enrolments.add(row.record.userId, row.id);
    return this.#enrolments.size;
  }

  takeEnrolments(most: number): string[] {
    return this.#enrolments.next(most);
  }

  applyEnrolments(edits: Edits, users: readonly Enrolment[]): void {
    for (const { userId, enrolled } of users) {
      this.#rows.members.note(userId, { enrolled });
      for (const id of this.#enrolments.settle(userId)) {
        const row = this.#rows.byId(id);
        if (!row || !isOpen(row) || row.record.userId !== userId) continue;
        const code = enrolled === null ? "user_outside_tenant" : enrolled ? "user_has_otp" : null;
        const others = row.record.found.filter((one) => !STANDINGS.has(one));
        edits.replace(row, { ...row.record, found: code ? [...others, code] : others });
      }
    }
  }

  skipEnrolments(userIds: readonly string[]): void {
    for (const userId of userIds) this.#enrolments.settle(userId);
  }
}

/** Rows without a user id have one of these. */
const NAMELESS = ISSUE_CODES.filter(
  (code) => ISSUES[code].field === "user" && code !== "user_duplicate" && code !== "user_id_shape",
);
/** What a search writes into a row; the next one may know better. */
const SEARCHED: ReadonlySet<IssueCode> = new Set([
  "user_not_found",
  "user_ambiguous",
  "user_inactive",
  "user_outside_tenant",
]);
/** The same of the question who has an OTP. */
const STANDINGS: ReadonlySet<IssueCode> = new Set(["user_has_otp", "user_outside_tenant"]);

function findingOf(userIds: readonly string[], status: string | null): IssueCode | null {
  if (userIds.length === 0) return "user_not_found";
  if (userIds.length > 1) return "user_ambiguous";
  return status === null || status === "Activated" ? null : "user_inactive";
}

function isOpen(row: Row): boolean {
  return !row.removed && lockOf(row.outcome) === null;
}

/** The name of a row's user that is asked for, the most telling first. */
function lookupKindOf({ record }: Row): LookupKind | undefined {
  return LOOKUP_KINDS.find((kind) => record[kind] !== "" && record[kind].length <= MAX_NAME);
}
