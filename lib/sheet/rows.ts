import { type CheckChoices, checkRecord, DEFAULT_CHOICES } from "@/lib/otp/check";
import type { IssueCode } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import { IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import { Collisions } from "./collisions";
import { IssueSets } from "./issue-sets";
import { canRetry, lockOf, ROW_STATES, type Row, type RowState } from "./row";
import { secretKeyOf } from "./secret-key";

/**
 * All rows of the table, checked. Every change re-checks the row it touches and the rows that collide with it, and
 * keeps the counts, so that totals always add up to the rows.
 */
export class Rows {
  readonly sets = new IssueSets();
  readonly #rows: Row[] = [];
  #nextId = 0;
  #choices = DEFAULT_CHOICES;
  #users = new Collisions<string>();
  #secrets = new Collisions<number>();
  readonly #states: Record<RowState, number>;
  /** Rows that are not removed, by number of their issue set. */
  readonly #bySet: number[] = [];
  #retryable = 0;

  constructor() {
    this.#states = Object.fromEntries(ROW_STATES.map((state) => [state, 0])) as Record<RowState, number>;
  }

  get all(): readonly Row[] {
    return this.#rows;
  }

  get choices(): CheckChoices {
    return this.#choices;
  }

  counts(): Readonly<Record<RowState, number>> {
    return { ...this.#states };
  }

  /** Rows that another attempt may mend. */
  get retryable(): number {
    return this.#retryable;
  }

  /** Whether a new attempt takes this row. */
  mayRetry(row: Row): boolean {
    return !row.removed && canRetry(row.outcome) && !this.sets.blocked(row.issues);
  }

  /** How many rows have each issue, removed rows left out; only issues that occur. */
  issueCounts(): Map<IssueCode, number> {
    const counts = new Map<IssueCode, number>();
    this.#bySet.forEach((rows, set) => {
      if (rows > 0) for (const code of this.sets.codes(set)) counts.set(code, (counts.get(code) ?? 0) + rows);
    });
    return counts;
  }

  /** Ids rise with the position, so a row is found by halving. */
  byId(id: number): Row | null {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const row = this.#rows[middle];
      if (!row || row.id === id) return row ?? null;
      if (row.id < id) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /** Whether a row is still in the table: its source may have been dropped since. */
  has(row: Row): boolean {
    return this.byId(row.id) === row;
  }

  stateOf(row: Row): RowState {
    if (row.removed) return "removed";
    if (row.outcome) return row.outcome.state;
    return this.sets.blocked(row.issues) ? "blocked" : "ready";
  }

  /** `completed`: the record with what other sources tell about its user; the same object if they tell nothing. */
  add(
    source: number,
    records: readonly SourceRecord[],
    completed: (record: SourceRecord) => SourceRecord = (record) => record,
  ): void {
    for (const bare of records) {
      const record = completed(bare);
      const row: Row = {
        id: this.#nextId++,
        source,
        record,
        bare: record === bare ? null : bare,
        secret: "",
        recoveryCode: "",
        bits: 0,
        recoveryCodes: 0,
        userKey: "",
        secretKey: 0,
        own: 0,
        issues: 0,
        removed: false,
        revision: 0,
        outcome: null,
      };
      this.#rows.push(row);
      this.#check(row);
      this.#join(row);
      this.#count(row, 1);
    }
  }

  /** Puts another record into a row and forgets what became of the old one. */
  replace(row: Row, record: SourceRecord): void {
    this.#count(row, -1);
    if (!row.removed) this.#part(row);
    row.record = record;
    row.bare = null;
    row.outcome = null;
    this.#check(row);
    if (!row.removed) this.#join(row);
    this.#count(row, 1);
  }

  /** Changes a row's record, with and without what other sources tell about its user. */
  change(row: Row, changed: (record: SourceRecord) => SourceRecord): void {
    const { bare } = row;
    this.replace(row, changed(row.record));
    row.bare = bare && changed(bare);
  }

  /** Puts a row back into an earlier state, with what had become of it. */
  restore(row: Row, { record, bare, outcome }: Pick<Row, "record" | "bare" | "outcome">): void {
    this.replace(row, record);
    row.bare = bare;
    if (outcome) this.setOutcome(row, outcome);
  }

  /** A removed row stays in the table, is never sent and collides with nobody. */
  setRemoved(row: Row, removed: boolean): void {
    if (row.removed === removed) return;
    this.#count(row, -1);
    if (removed) this.#part(row);
    row.removed = removed;
    if (!removed) this.#join(row);
    this.#count(row, 1);
  }

  setOutcome(row: Row, outcome: Outcome | null): void {
    this.#count(row, -1);
    row.outcome = outcome;
    if (lockOf(outcome) === "done") forget(row);
    this.#count(row, 1);
  }

  /** Puts what other sources tell now about the users into the rows, and takes out what they told before. */
  complete(completed: (record: SourceRecord) => SourceRecord): void {
    for (const row of this.#rows) {
      // It was sent under the name that it has.
      if (row.outcome) continue;
      const bare = row.bare ?? row.record;
      const record = completed(bare);
      if (record === row.record) continue;
      this.replace(row, record);
      if (record !== bare) row.bare = bare;
    }
  }

  /** Drops the rows of these sources for good. */
  drop(sources: ReadonlySet<number>): void {
    const kept = this.#rows.filter((row) => !sources.has(row.source));
    if (kept.length === this.#rows.length) return;
    this.#rows.length = 0;
    for (const row of kept) this.#rows.push(row);
    this.#recount();
  }

  /** Checks every row again under other choices. */
  choose(choices: CheckChoices): void {
    this.#choices = choices;
    for (const row of this.#rows) if (lockOf(row.outcome) === null) this.#check(row);
    this.#recount();
  }

  /** A row that has the same user, or the same secret, as this one. */
  twin(row: Row, code: IssueCode): Row | null {
    if (code === "user_duplicate") return this.#users.other(row.userKey, row);
    if (code === "secret_duplicate") return this.#secrets.other(row.secretKey, row);
    return null;
  }

  #recount(): void {
    for (const state of ROW_STATES) this.#states[state] = 0;
    this.#bySet.length = 0;
    this.#retryable = 0;
    this.#users = new Collisions();
    this.#secrets = new Collisions();
    for (const row of this.#rows) {
      if (!row.removed) this.#join(row);
      this.#count(row, 1);
    }
  }

  #check(row: Row): void {
    const verdict = checkRecord(row.record, this.#choices);
    row.secret = verdict.secret;
    row.recoveryCode = verdict.recoveryCode;
    row.bits = Math.floor((verdict.secret.length * 5) / 8) * 8;
    row.recoveryCodes = verdict.recoveryCodes;
    row.userKey = userKeyOf(row.record);
    row.secretKey = secretKeyOf(verdict.secret);
    row.own = this.sets.idOf(verdict.issues);
    row.issues = row.own;
  }

  /** Lets the row collide with others, and tells the rows that were alone until now. */
  #join(row: Row): void {
    const touched: Row[] = [];
    if (row.userKey !== "") touched.push(...this.#users.add(row.userKey, row));
    if (row.secretKey !== 0) touched.push(...this.#secrets.add(row.secretKey, row));
    row.issues = this.#withDuplicates(row);
    this.#refresh(touched);
  }

  #part(row: Row): void {
    const touched: Row[] = [];
    if (row.userKey !== "") touched.push(...this.#users.remove(row.userKey, row));
    if (row.secretKey !== 0) touched.push(...this.#secrets.remove(row.secretKey, row));
    row.issues = row.own;
    this.#refresh(touched);
  }

  #refresh(touched: readonly Row[]): void {
    for (const other of touched) {
      const issues = this.#withDuplicates(other);
      if (issues === other.issues) continue;
      this.#count(other, -1);
      other.issues = issues;
      this.#count(other, 1);
    }
  }

  #withDuplicates(row: Row): number {
    return this.sets.withDuplicates(
      row.own,
      this.#users.collides(row.userKey),
      this.#secrets.collides(row.secretKey),
    );
  }

  #count(row: Row, by: 1 | -1): void {
    row.revision++;
    this.#states[this.stateOf(row)] += by;
    if (!row.removed) this.#bySet[row.issues] = (this.#bySet[row.issues] ?? 0) + by;
    if (this.mayRetry(row)) this.#retryable += by;
  }
}

/** The secret is GenAuth's now: nothing in the browser needs it any longer. */
function forget(row: Row): void {
  row.secret = "";
  row.recoveryCode = "";
  row.record = { ...row.record, secret: "", recoveryCode: "" };
  row.bare = null;
}

/** GenAuth's own ids are numbers in hexadecimal, so upper case names the same user. */
const HEX_ID = /^[0-9a-f]{24}$/i;

/** What makes two rows the same user: the same user id, or without ids the same name of the same kind. */
function userKeyOf(record: SourceRecord): string {
  if (record.userId !== "") return HEX_ID.test(record.userId) ? record.userId.toLowerCase() : record.userId;
  for (const kind of IDENTITY_KINDS) {
    // A label is for humans: two users may well share one ("phone", "Yubikey").
    if (kind !== "label" && record[kind] !== "") return `${kind}:${record[kind].toLowerCase()}`;
  }
  return "";
}
