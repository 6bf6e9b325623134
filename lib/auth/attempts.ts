import "server-only";

import { createHmac } from "node:crypto";
import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/open-database";
import { attempts } from "@/lib/db/people-schema";
import { keyFor } from "@/lib/env/server-key";

/** What is counted: `what` tells the kind, `of` whose it is. */
export type Limit = { what: string; of: string; most: number; minutes: number };

/** How it stands after this attempt. `first`: it is the first one too many of its window. */
export type Counted = { allowed: boolean; first: boolean; until: Date };

const keyOf = ({ what, of }: Limit) =>
  createHmac("sha256", keyFor("attempts")).update(`${what}\n${of}`).digest();

/**
 * Counts an attempt, in one step for all replicas, before it is made: many at once get no more than one after the other.
 * A window begins with its first attempt.
 */
export async function countAttempt(db: Database, limit: Limit, now = new Date()): Promise<Counted> {
  const until = new Date(now.getTime() + limit.minutes * 60_000);
  const over = sql`${attempts.until} <= ${now.toISOString()}`;
  const [row] = await db
    .insert(attempts)
    .values({ key: keyOf(limit), count: 1, until })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`case when ${over} then 1 else ${attempts.count} + 1 end`,
        until: sql`case when ${over} then ${until.toISOString()}::timestamptz else ${attempts.until} end`,
      },
    })
    .returning();
  if (!row) throw new Error("An attempt could not be counted.");
  return { allowed: row.count <= limit.most, first: row.count === limit.most + 1, until: row.until };
}

/** Forgets what was counted: it was the right person after all. */
export async function forgetAttempts(db: Database, limit: Limit): Promise<void> {
  await db.delete(attempts).where(eq(attempts.key, keyOf(limit)));
}

/** Takes back what was counted before it was known to be right. */
export async function takeBack(db: Database, limit: Limit): Promise<void> {
  await db
    .update(attempts)
    .set({ count: sql`${attempts.count} - 1` })
    .where(and(eq(attempts.key, keyOf(limit)), gt(attempts.count, 0)));
}

/** Deletes windows that are over. */
export async function dropOldAttempts(db: Database, now = new Date()): Promise<void> {
  await db.delete(attempts).where(lt(attempts.until, now));
}
