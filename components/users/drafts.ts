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

/** A new secret that is saved and waits to be scanned: nobody has it yet. */
export type WaitingCard = { secret: string; recoveryCode: string; issuer: string };

const cards = new Map<string, WaitingCard>();

/** The card that waits for a user of a connection; none: null. */
export function cardOf(connection: string, userId: string): WaitingCard | null {
  return cards.get(`${connection} ${userId}`) ?? null;
}

/** Keeps a card until somebody says that it is scanned, or with null forgets it. */
export function keepCard(connection: string, userId: string, card: WaitingCard | null): void {
  const name = `${connection} ${userId}`;
  if (card) cards.set(name, card);
  else cards.delete(name);
}
