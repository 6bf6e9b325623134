import "server-only";

import { and, asc, between, eq, inArray, ne, type SQL } from "drizzle-orm";
import { idRanges } from "./id-ranges";
import type { Database } from "./open-database";
import { deletedRuns, rows, runs, tellings } from "./schema";

/** At most so many are deleted by one statement: some milliseconds, in which nobody else is answered. */
const AT_ONCE = 2_000;

/**
 * Deletes the runs that have ended and are `chosen`: nobody finds them from now on. What the ledger knows of their rows goes
 * by `sweep`. Returns how many.
 */
export async function deleteEnded(db: Database, chosen: SQL): Promise<number> {
  const gone = db.$with("gone").as(
    db
      .delete(runs)
      .where(and(ne(runs.state, "running"), chosen))
      .returning({ run: runs.id }),
  );
  // In one statement, so that no row is ever left behind.
  const noted = await db
    .with(gone)
    .insert(deletedRuns)
    .select(db.select({ run: gone.run }).from(gone))
    .returning({ run: deletedRuns.run });
  return noted.length;
}

/** Deletes the runs by these keys, but none under way. Returns how many. */
export async function deleteRuns(db: Database, keys: readonly string[]): Promise<number> {
  return keys.length === 0 ? 0 : deleteEnded(db, inArray(runs.key, [...keys]));
}

/**
 * Takes away what is left of deleted runs, in parts between which everybody else is answered. Whoever dies at it leaves the
 * rest to the next.
 */
export async function sweep(db: Database): Promise<void> {
  for (;;) {
    const [next] = await db.select().from(deletedRuns).orderBy(asc(deletedRuns.run)).limit(1);
    if (!next) return;
    for await (const { first, last } of idRanges(db, next.run, AT_ONCE))
      await db.delete(rows).where(and(eq(rows.run, next.run), between(rows.id, first, last)));
    for await (const { first, last } of idRanges(db, next.run, AT_ONCE, { of: "tellings" }))
      await db.delete(tellings).where(and(eq(tellings.run, next.run), between(tellings.number, first, last)));
    await db.delete(deletedRuns).where(eq(deletedRuns.run, next.run));
  }
}
