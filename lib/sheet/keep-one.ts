import { blocks } from "@/lib/otp/issue";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import type { Edits } from "./step";

/** Which record of a user with several stays: the first or last in the file, or the one set up last. */
export type KeepRule = "first" | "last" | "newest";

/** Of every user with several rows, removes all but one; removed rows stay in the table and can be restored. */
export function keepOne(rows: Rows, edits: Edits, rule: KeepRule): void {
  for (const id of surplusOf(rows, rows.having(["user_duplicate"]), rule)) {
    const row = rows.byId(id);
    if (row) edits.setRemoved(row, true);
  }
}

/** What weighs when rows of one user are compared. */
type Candidate = { id: number; created: number; unfit: boolean; locked: boolean };

/**
 * Of rows with a duplicate user, the ids of those to remove so that every user keeps one. A row that GenAuth has, or is about to get, stays; else one
 * that could be sent goes before one that could not.
 */
export function surplusOf(rows: Rows, among: Iterable<Row>, rule: KeepRule): number[] {
  const users = new Map<string, Candidate[]>();
  for (const row of among) {
    const { id, userKey, own, outcome } = row;
    const candidate: Candidate = {
      id,
      created: rule === "newest" ? row.record.created : 0,
      unfit: blocks(rows.sets.codes(own)),
      locked: lockOf(outcome) !== null,
    };
    const same = users.get(userKey);
    if (same) same.push(candidate);
    else users.set(userKey, [candidate]);
  }
  const surplus: number[] = [];
  for (const same of users.values()) {
    const kept = same.some(({ locked }) => locked) ? null : [...same].sort(byPreference(rule))[0];
    for (const candidate of same) if (candidate !== kept && !candidate.locked) surplus.push(candidate.id);
  }
  return surplus;
}

function byPreference(rule: KeepRule): (a: Candidate, b: Candidate) => number {
  const inFile = rule === "last" ? -1 : 1;
  return (a, b) => Number(a.unfit) - Number(b.unfit) || b.created - a.created || (a.id - b.id) * inFile;
}
