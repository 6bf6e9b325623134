import type { Row } from "./row";
import type { Rows } from "./rows";
import type { Edits } from "./step";

/**
 * Rows of an earlier run that are to be sent again: by user, or by line where the file names no user id. Of a user with
 * several rows only the one on their line is wanted, if there is one.
 */
export type Wanted = {
  users: readonly string[];
  /** `source`: as the sheet numbers it. */
  lines: readonly { source: number; line: number; userId: string }[];
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
  const onLine = new Map(lines.map(({ source, line, userId }) => [`${source} ${line}`, userId]));
  const wantedAt = ({ source, line }: Row) => onLine.get(`${source} ${line}`);
  const placed = new Set<string>();
  for (const row of rows.all) {
    const userId = wantedAt(row);
    if (userId !== undefined && userId === row.record.userId) placed.add(userId);
  }
  let kept = 0;
  let aside = 0;
  for (const row of rows.all) {
    if (!among.has(row.source)) continue;
    const { userId } = row.record;
    const at = wantedAt(row);
    const wanted = userId === "" ? at !== undefined : placed.has(userId) ? at === userId : ofUser.has(userId);
    if (wanted) kept++;
    else if (edits.setRemoved(row, true)) aside++;
  }
  return { kept, aside };
}
