import "server-only";

import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { FinalOutcome, StopCode } from "@/lib/otp/outcome";
import type { FinalCounts, RunCommand, RunOptions, RunSource } from "@/lib/otp/run-view";
import { type Database, rowsOf } from "./open-database";
import { columnsOf } from "./outcome-columns";
import { rows, runs } from "./schema";

/** A replica that has not been heard of for so long is dead. */
export const LEASE_SECONDS = 15;
const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;
const BURY_AT_ONCE = 5_000;

export type NewRun = {
  key: string;
  who: string;
  host: string;
  pool: string;
  sources: RunSource[];
  options: RunOptions;
  total: number;
};

/** A run as its owner knows it: the number of the run, and of the owner. */
export type Held = { run: number; owner: string };

/** Writes a new run down, owned by `owner`. Null: there is one by this key already. */
export async function openRun(db: Database, run: NewRun, owner: string): Promise<number | null> {
  const [opened] = await db
    .insert(runs)
    .values({ ...run, owner, state: "running", leaseUntil: lease })
    .onConflictDoNothing({ target: runs.key })
    .returning({ id: runs.id });
  return opened?.id ?? null;
}

/** A row as the ledger takes it: what it is, and never what its secret is. */
export type LedgerRow = { id: number; source: number; line: number; userId: string; fingerprint: Buffer };

/** What the ledger knows of a user from other rows: the latest word. */
export type Known =
  /** A row of a run that has not ended, this one or another, has the user. */
  | { kind: "claimed" }
  /** It ended so, with this fingerprint. `at`: when GenAuth took it. */
  | { kind: "done"; state: "accepted" | "verified"; fingerprint: Buffer; at: string }
  /** GenAuth may hold anything for the user. */
  | { kind: "in_doubt" };

/**
 * Takes a chunk of rows into a run and says what is known of their users. One pool's chunks come in one after the other,
 * so that no user is in two runs at once.
 * @param last nothing more comes up for this run
 * @returns by user id; null when the run is no longer `held`
 */
export async function addRows(
  db: Database,
  { run, owner, host, pool }: Held & { host: string; pool: string },
  chunk: readonly LedgerRow[],
  last: boolean,
): Promise<Map<string, Known> | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${host} ${pool}`}, 0))`);
    const [mine] = await tx
      .update(runs)
      .set({ received: sql`${runs.received} + ${chunk.length}`, sealed: last })
      .where(and(eq(runs.id, run), eq(runs.owner, owner), eq(runs.state, "running")))
      .returning({ id: runs.id });
    if (!mine) return null;
    const known = await knownOf(tx, host, pool, chunk);
    const values = chunk.map(({ id, source, line, userId, fingerprint }) => ({
      i: id,
      s: source,
      l: line,
      u: userId,
      f: fingerprint.toString("hex"),
    }));
    await tx.execute(sql`
      insert into rows (run, id, source, line, user_id, fingerprint, state)
      select ${run}::int, i, s, l, u, decode(f, 'hex'), 'waiting'
      from json_to_recordset(${JSON.stringify(values)}::json) as r (i int, s smallint, l int, u text, f text)`);
    return known;
  });
}

async function knownOf(
  tx: Database,
  host: string,
  pool: string,
  chunk: readonly LedgerRow[],
): Promise<Map<string, Known>> {
  const users = JSON.stringify(chunk.map(({ userId }) => userId));
  // `offset 0` keeps the planner, which knows nothing of a young table, from reading all rows for each user: one look
  // into the index of users each.
  const found = await tx.execute(sql`
    select distinct on (its.user_id) its.user_id, its.state, encode(its.fingerprint, 'hex') as fingerprint,
      extract(epoch from coalesce(its.earlier, its.at))::float8 as at
    from (select json_array_elements_text(${users}::json) as name offset 0) as asked
    cross join lateral (
      select * from rows where rows.user_id = asked.name
        and rows.state in ('waiting', 'accepted', 'verified', 'unknown', 'mismatch') offset 0) as its
    join runs on runs.id = its.run
    where runs.host = ${host} and runs.pool = ${pool}
    order by its.user_id, its.state = 'waiting' desc, its.at desc`);
  return new Map(
    rowsOf(found).map(({ user_id, state, fingerprint, at }): [string, Known] => {
      if (state === "waiting") return [String(user_id), { kind: "claimed" }];
      if (state !== "accepted" && state !== "verified") return [String(user_id), { kind: "in_doubt" }];
      const when = new Date(Number(at) * 1000).toISOString();
      return [
        String(user_id),
        { kind: "done", state, fingerprint: Buffer.from(String(fingerprint), "hex"), at: when },
      ];
    }),
  );
}

/** Rows that came to the same end together. `attempts`: how often they were sent. */
export type Settled = { ids: readonly number[]; outcome: FinalOutcome; attempts: number };

/** What a run writes down from time to time, all or nothing. */
export type Entry = {
  settled: readonly Settled[];
  /** The number of this telling; the one before if `settled` is empty. */
  told: number;
  counts: FinalCounts;
  /** Rows up to this id may be sent as soon as this is written. */
  sentTo: number;
};

/** Writes an entry and prolongs the lease. False: the run is no longer `held`, and nothing was written. */
export async function record(db: Database, { run, owner }: Held, entry: Entry): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { told, counts, sentTo } = entry;
    const [mine] = await tx
      .update(runs)
      .set({ told, counts, sentTo, leaseUntil: lease })
      .where(and(eq(runs.id, run), eq(runs.owner, owner)))
      .returning({ id: runs.id });
    if (!mine) return false;
    for (const { ids, outcome, attempts } of entry.settled) {
      await tx
        .update(rows)
        .set({ ...columnsOf(outcome), attempts, at: sql`now()` })
        .where(and(eq(rows.run, run), sql`${rows.id} = any(string_to_array(${ids.join()}, ',')::int[])`));
    }
    const ids = entry.settled.flatMap((settled) => settled.ids);
    if (ids.length > 0)
      await tx.execute(
        sql`insert into tellings (run, number, ids) values (${run}, ${told}, string_to_array(${ids.join()}, ',')::int[])`,
      );
    return true;
  });
}

/** Prolongs the lease. Returns what the admin wants of the run; null when it is no longer `held`. */
export async function heartbeat(db: Database, { run, owner }: Held): Promise<RunCommand | null> {
  const [mine] = await db
    .update(runs)
    .set({ leaseUntil: lease })
    .where(and(eq(runs.id, run), eq(runs.owner, owner)))
    .returning({ command: runs.command });
  return mine?.command ?? null;
}

/** Writes down what the admin wants of a run. False: there is none by this key that is still going on. */
export async function setCommand(db: Database, key: string, command: RunCommand): Promise<boolean> {
  const [found] = await db
    .update(runs)
    .set({ command })
    // Nobody can take a stop back.
    .where(
      and(
        eq(runs.key, key),
        eq(runs.state, "running"),
        sql`(${runs.command} <> 'stop' or ${command} = 'stop')`,
      ),
    )
    .returning({ id: runs.id });
  return found !== undefined;
}

/** How a run ended. `code`: what is said of the rows that were never handed out. */
export type Ending = {
  state: "done" | "stopped" | "halted" | "interrupted";
  halt: StopCode | null;
  code: StopCode | null;
};

/** Ends a run: rows that still wait are `stopped`. False: it is no longer `held`. */
export async function endRun(db: Database, held: Held, { state, halt, code }: Ending): Promise<boolean> {
  await settleWaiting(db, held.run, sql`true`, {
    state: "stopped",
    ...(code ? { code } : {}),
  } as FinalOutcome);
  const counted = await db
    .select({ state: rows.state, count: sql<number>`count(*)::int` })
    .from(rows)
    .where(eq(rows.run, held.run))
    .groupBy(rows.state);
  const [mine] = await db
    .update(runs)
    .set({
      state,
      halt,
      counts: Object.fromEntries(counted.map(({ state: name, count }) => [name, count])),
      owner: null,
      endedAt: sql`now()`,
    })
    .where(and(eq(runs.id, held.run), eq(runs.owner, held.owner)))
    .returning({ id: runs.id });
  return mine !== undefined;
}

/** In parts, so that a million rows hold nobody up. */
async function settleWaiting(
  db: Database,
  run: number,
  which: ReturnType<typeof sql>,
  outcome: FinalOutcome,
): Promise<void> {
  const { state, code } = columnsOf(outcome);
  for (;;) {
    const part = await db.execute(sql`
      update rows set state = ${state}, code = ${code}, at = now()
      where run = ${run} and id in (
        select id from rows where run = ${run} and state = 'waiting' and ${which} order by id limit ${BURY_AT_ONCE})
      returning id`);
    if (rowsOf(part).length < BURY_AT_ONCE) return;
  }
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
  for (const { id, sentTo } of dead) {
    await settleWaiting(db, id, sql`id <= ${sentTo}`, { state: "unknown", code: "interrupted" });
    await endRun(
      db,
      { run: id, owner: me },
      { state: "interrupted", halt: "interrupted", code: "interrupted" },
    );
  }
  return dead.map(({ key }) => key);
}

/** Deletes runs that have ended, with all that is known of their rows. Returns how many. */
export async function deleteRuns(db: Database, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const gone = await db
    .delete(runs)
    .where(and(inArray(runs.key, [...keys]), sql`${runs.state} <> 'running'`))
    .returning({ id: runs.id });
  return gone.length;
}
