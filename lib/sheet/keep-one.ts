import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { MASK } from "@/lib/otp/misplaced-secret";
import type { SourceRecord } from "@/lib/otp/record";
import type { Change } from "./change";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";

/**
 * Which record of a user with several stays: the first or last in the file, the one set up last, or the first on a device
 * whose name contains this.
 */
export type KeepRule = "first" | "last" | "newest" | { named: string };

/** The change that leaves one row of every user with several; removed rows stay in the table and can be restored. */
export function keepChange(rows: Rows, rule: KeepRule): Change {
  const ids = surplusOf(rows, rows.having(["user_duplicate"]), rule);
  return { label: "keep_one", shows: "row", ids, removes: true };
}

/** What weighs when rows of one user are compared. */
type Candidate = { id: number; created: number; named: boolean; unfit: boolean; locked: boolean };

/** What a human calls the device of a record; "" where the source does not say. */
export function deviceName({ device, label }: SourceRecord): string {
  return device || label;
}

/**
 * Of rows with a duplicate user, the ids of those to remove so that every user keeps one. A row that GenAuth has, or is about to get, stays; else one
 * that could be sent goes before one that could not. A user without a device of the wanted name that could be sent is left
 * to the admin.
 */
export function surplusOf(rows: Rows, among: Iterable<Row>, rule: KeepRule): number[] {
  const users = new Map<string, Candidate[]>();
  const wanted = typeof rule === "string" ? "" : rule.named.toLowerCase();
  for (const row of among) {
    const { id, userKey, own, outcome } = row;
    const candidate: Candidate = {
      id,
      created: rule === "newest" ? row.record.created : 0,
      named: wanted !== "" && deviceName(row.record).toLowerCase().includes(wanted),
      unfit: rows.sets.codes(own).some(isAboutOtp),
      locked: lockOf(outcome) !== null,
    };
    const same = users.get(userKey);
    if (same) same.push(candidate);
    else users.set(userKey, [candidate]);
  }
  const surplus: number[] = [];
  for (const same of users.values()) {
    const settled = same.some(({ locked }) => locked);
    const kept = settled ? null : [...same].sort(byPreference(rule))[0];
    if (typeof rule !== "string" && kept && (!kept.named || kept.unfit)) continue;
    for (const candidate of same) if (candidate !== kept && !candidate.locked) surplus.push(candidate.id);
  }
  return surplus;
}

/** Of what is wrong with the user, who may yet be found, all records of one user have the same. */
function isAboutOtp(code: IssueCode): boolean {
  return ISSUES[code].level === "error" && ISSUES[code].field !== "user";
}

function byPreference(rule: KeepRule): (a: Candidate, b: Candidate) => number {
  const inFile = rule === "last" ? -1 : 1;
  return (a, b) =>
    Number(a.unfit) - Number(b.unfit) ||
    Number(b.named) - Number(a.named) ||
    b.created - a.created ||
    (a.id - b.id) * inFile;
}

/** The names of the devices of users with several records, the commonest first, at most this many. */
export function deviceNames(rows: Rows, most: number): string[] {
  const counts = new Map<string, number>();
  for (const { record } of rows.having(["user_duplicate"])) {
    const name = deviceName(record);
    if (name !== "" && name !== MASK) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name]) => name);
}
