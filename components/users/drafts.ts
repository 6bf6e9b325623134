import type { Candidate } from "./candidate";
import type { FixValues } from "./fix-values";

/** What somebody has begun for a user and not saved. */
export type Draft = { values: FixValues; picked: Candidate | null };

/** In the memory of this tab only: going to another screen and back must not lose what was typed. */
const drafts = new Map<string, Draft>();

/** The draft for a user of a connection; none: undefined. */
export function draftOf(connection: string, userId: string): Draft | undefined {
  return drafts.get(`${connection} ${userId}`);
}

/** Keeps a draft, or with null forgets it. */
export function keepDraft(connection: string, userId: string, draft: Draft | null): void {
  const name = `${connection} ${userId}`;
  if (draft) drafts.set(name, draft);
  else drafts.delete(name);
}
