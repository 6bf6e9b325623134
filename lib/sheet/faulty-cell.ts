import { ISSUES, type IssueCode, type IssueField } from "@/lib/otp/issue";
import type { RowList } from "./row-list";
import type { Rows } from "./rows";

/** A cell of the view: its row's place there, and its field. */
export type ViewCell = { index: number; field: IssueField };

/** A cell that keeps its row, of this id, from being sent. */
export type FaultyCell = ViewCell & { id: number };

/**
 * The next row of the view, from the row `from` on or back, with a cell that is wrong: by an error, or by `issue` where
 * the view shows only that one. It goes around at the ends; null where no row has any.
 */
export function nextFaulty(
  rows: Rows,
  view: Pick<RowList, "length" | "at">,
  { from, step, issue }: { from: number | null; step: 1 | -1; issue: IssueCode | null },
): FaultyCell | null {
  const { length } = view;
  const faults = Array.from({ length: rows.sets.size }, (_, set) => {
    const codes = rows.sets.codes(set);
    const code = issue && codes.includes(issue) ? issue : codes.find((one) => ISSUES[one].level === "error");
    return code ? ISSUES[code].field : null;
  });
  let start = step > 0 ? -1 : length;
  for (let at = 0; from !== null && at < length; at++) if (view.at(at)?.id === from) start = at;
  for (let passed = 1; passed <= length; passed++) {
    const index = (((start + passed * step) % length) + length) % length;
    const row = view.at(index);
    const field = row && !row.removed ? faults[row.issues] : null;
    if (row && field) return { id: row.id, index, field };
  }
  return null;
}
