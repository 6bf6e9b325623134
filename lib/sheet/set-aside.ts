import type { Rows } from "./rows";
import type { Edits } from "./step";

/** Rows of an earlier run that are to be sent again: by user, or by line where the file names no user id. */
export type Wanted = {
  users: readonly string[];
  /** `source`: as the sheet numbers it. */
  lines: readonly { source: number; line: number }[];
};

/**
 * Of the rows of these sources removes all but the wanted ones; removed rows stay in the table and can be restored.
 * @returns how many rows stay, and how many were removed
 */
export function setAside(
  rows: Rows,
  edits: Edits,
  sources: readonly number[],
  { users, lines }: Wanted,
): { kept: number; aside: number } {
  const among = new Set(sources);
  const ofUser = new Set(users);
  const onLine = new Set(lines.map(({ source, line }) => `${source} ${line}`));
  let kept = 0;
  let aside = 0;
  for (const row of rows.all) {
    if (!among.has(row.source)) continue;
    const { userId, line } = row.record;
    const wanted = userId === "" ? onLine.has(`${row.source} ${line}`) : ofUser.has(userId);
    if (wanted) kept++;
    else if (edits.setRemoved(row, true)) aside++;
  }
  return { kept, aside };
}
