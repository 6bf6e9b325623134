import "server-only";

import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Outcome } from "@/lib/otp/outcome";
import type { Database } from "./open-database";
import { outcomeOf } from "./outcome-columns";
import { rows, runs } from "./schema";

/** One row that this console has carried for a user. */
export type UserRow = {
  run: string;
  who: string;
  source: string;
  byHand: boolean;
  line: number;
  reason: string;
  at: string;
  outcome: Outcome;
};

/** The rows that were carried for one user of a pool, the latest first; at most `most`. */
export async function userHistory(
  db: Database,
  { host, pool, userId }: { host: string; pool: string; userId: string },
  most: number,
): Promise<UserRow[]> {
  const when = sql<Date>`coalesce(${rows.at}, ${runs.createdAt})`.mapWith(runs.createdAt);
  const found = await db
    .select({ row: rows, run: runs, when })
    .from(rows)
    .innerJoin(runs, eq(runs.id, rows.run))
    .where(and(eq(rows.userId, userId), eq(runs.host, host), eq(runs.pool, pool)))
    .orderBy(desc(when), desc(rows.run))
    .limit(most);
  return found.map(({ row, run, when: at }) => {
    const source = run.sources[row.source];
    return {
      run: run.key,
      who: run.who,
      source: source?.name ?? "",
      byHand: source?.byHand ?? false,
      line: row.line,
      reason: run.options.reason ?? "",
      at: at.toISOString(),
      outcome: outcomeOf(row),
    };
  });
}

/** The fingerprints of what other users of a pool were given, as the ledger knows it; at most `most`, the latest first. */
export async function imprintsOfOthers(
  db: Database,
  { host, pool, userId }: { host: string; pool: string; userId: string },
  most: number,
): Promise<{ userId: string; fingerprint: Buffer }[]> {
  const found = await db
    .select({ userId: rows.userId, fingerprint: rows.fingerprint })
    .from(rows)
    .innerJoin(runs, eq(runs.id, rows.run))
    .where(
      and(
        eq(runs.host, host),
        eq(runs.pool, pool),
        inArray(rows.state, ["accepted", "verified"]),
        ne(rows.userId, userId),
      ),
    )
    .orderBy(desc(rows.run), desc(rows.id))
    .limit(most);
  return found.map((row) => ({ userId: row.userId, fingerprint: Buffer.from(row.fingerprint) }));
}
