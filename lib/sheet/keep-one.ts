import { blocks } from "@/lib/otp/issue";
import { lockOf, type Row } from "./row";
import type { Rows } from "./rows";
import type { Edits } from "./step";

/** Which record of a user with several stays: the first in the file, or the one set up last. */
export type KeepRule = "first" | "newest";

/**
 * Of every user with several rows, removes all but one; removed rows stay in the table and can be restored. A row that
 * GenAuth has, or is about to get, stays; else one that could be sent goes before one that could not.
 */
export function keepOne(rows: Rows, edits: Edits, rule: KeepRule): void {
  const users = new Map<string, Row[]>();
  for (const row of rows.having(["user_duplicate"])) {
    const same = users.get(row.userKey);
    if (same) same.push(row);
    else users.set(row.userKey, [row]);
  }
  for (const same of users.values()) {
    const locked = same.some((row) => lockOf(row.outcome) !== null);
    const [kept] = locked ? [null] : [...same].sort(byPreference(rows, rule));
    for (const row of same) if (row !== kept) edits.setRemoved(row, true);
  }
}

function byPreference(rows: Rows, rule: KeepRule): (a: Row, b: Row) => number {
  const unfit = (row: Row) => Number(blocks(rows.sets.codes(row.own)));
  return (a, b) =>
    unfit(a) - unfit(b) || (rule === "newest" ? b.record.created - a.record.created : 0) || a.id - b.id;
}
