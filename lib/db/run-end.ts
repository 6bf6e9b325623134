import "server-only";

import { and, eq, notInArray, type SQL, sql } from "drizzle-orm";
import type { FinalOutcome, StopCode } from "@/lib/otp/outcome";
import type { FinalCounts } from "@/lib/otp/run-view";
import { recordAudit } from "./audit";
import { idRanges } from "./id-ranges";
import { type Held, lease } from "./ledger";
import type { Database } from "./open-database";
import { columnsOf } from "./outcome-columns";
import { rows, runs } from "./schema";

const SETTLED_AT_ONCE = 5_000;

/** How a run ended. `code`: what is said of the rows that were never handed out. */
export type Ending = {
  state: "done" | "stopped" | "halted" | "interrupted";
  halt: StopCode | null;
  code: StopCode | null;
};

/** Ends a run: rows that still wait are `stopped`. False: it is no longer `held`. */
export async function endRun(db: Database, held: Held, { state, halt, code }: Ending): Promise<boolean> {
  const its = and(eq(runs.id, held.run), eq(runs.owner, held.owner));
  const [known] = await db.select({ received: runs.received, counts: runs.counts }).from(runs).where(its);
  if (!known) return false;
  const { received } = known;
  let { counts } = known;
  // A million rows are not looked through when it is known that none is left.
  if (Object.values(counts).reduce((sum, count) => sum + count, 0) < received) {
    await settleWaiting(db, held, sql`true`, { state: "stopped", ...(code ? { code } : {}) });
    counts = await countRows(db, held.run);
  }
  const [mine] = await db
    .update(runs)
    .set({ state, halt, counts, owner: null, endedAt: sql`now()` })
    .where(its)
    .returning({ id: runs.id });
  return mine !== undefined;
}

async function countRows(db: Database, run: number): Promise<FinalCounts> {
  const counted = await db
    .select({ state: rows.state, count: sql<number>`count(*)::int` })
    .from(rows)
    .where(eq(rows.run, run))
    .groupBy(rows.state);
  return Object.fromEntries(counted.map(({ state, count }) => [state, count]));
}

/** In parts, so that a million rows hold nobody up, and only as long as the run is `held`. */
async function settleWaiting(
  db: Database,
  { run, owner }: Held,
  which: SQL,
  outcome: FinalOutcome,
): Promise<void> {
  const { state, code } = columnsOf(outcome);
  for await (const { first, last } of idRanges(db, run, SETTLED_AT_ONCE))
    await db.execute(sql`
      update rows set state = ${state}, code = ${code}, at = now()
      where run = ${run}::int and id >= ${first}::int and id <= ${last}::int and state = 'waiting' and ${which}
        and exists (select from runs where runs.id = ${run}::int and runs.owner = ${owner})`);
}

/**
 * Ends the runs whose owner is dead: what it may have sent is `unknown`, the rest was not sent.
 * @param me this replica, which owns them from now on
 * @param mine the keys of the runs that it carries: they are well
 * @param alone nobody else can be alive: no lease is waited for
 * @returns the keys of the runs
 */
export async function buryDead(
  db: Database,
  me: string,
  mine: readonly string[],
  alone = false,
): Promise<string[]> {
  const dead = await db
    .update(runs)
    .set({ owner: me, leaseUntil: lease })
    .where(
      and(
        eq(runs.state, "running"),
        notInArray(runs.key, [...mine]),
        alone ? sql`true` : sql`${runs.leaseUntil} < now()`,
      ),
    )
    .returning({ id: runs.id, key: runs.key, sentTo: runs.sentTo });
  for (const { id, key, sentTo } of dead) {
    const held = { run: id, owner: me };
    await settleWaiting(db, held, sql`id <= ${sentTo}`, { state: "unknown", code: "interrupted" });
    await endRun(db, held, { state: "interrupted", halt: "interrupted", code: "interrupted" });
    await recordAudit(db, {
      who: "console",
      name: "console",
      action: "run_ended",
      subject: key,
      details: { state: "interrupted" },
    });
  }
  return dead.map(({ key }) => key);
}
