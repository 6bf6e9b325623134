import "server-only";

import { and, asc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { type Database, rowsOf } from "./open-database";
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
    await deleteInParts(db, next.run, sql`${rows}`, sql.identifier("id"));
    await deleteInParts(db, next.run, sql`${tellings}`, sql.identifier("number"));
    await db.delete(deletedRuns).where(eq(deletedRuns.run, next.run));
  }
}

/**
 * By ranges of `by`, the second column of the primary key after the run: with both ends the planner, which has no statistics,
 * goes by the index from the first part on; by `limit` it reads the whole table for the first five.
 */
async function deleteInParts(
  db: Database,
  run: number,
  table: SQL,
  by: ReturnType<typeof sql.identifier>,
): Promise<void> {
  const [ends] = rowsOf(
    await db.execute(
      sql`select min(${by}) as first, max(${by}) as last from ${table} where run = ${run}::int`,
    ),
  );
  if (typeof ends?.first !== "number") return;
  for (let from = ends.first; from <= Number(ends.last); from += AT_ONCE)
    await db.execute(sql`
      delete from ${table} where run = ${run}::int and ${by} >= ${from}::int and ${by} < ${from + AT_ONCE}::int`);
}
