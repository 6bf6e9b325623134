import "server-only";

import { and, eq, gt, sql } from "drizzle-orm";
import type { RunCommand, RunOptions, RunSource } from "@/lib/otp/run-view";
import { type Database, rowsOf } from "./open-database";
import { rows, runs } from "./schema";

/** A replica that has not been heard of for so long is dead. */
export const LEASE_SECONDS = 15;
/** As of now. */
export const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

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

/** A chunk of a run's rows, by id. */
export type Chunk = {
  rows: readonly LedgerRow[];
  /** How many rows the run had before. */
  before: number;
  /** Nothing more comes up for this run. */
  last: boolean;
  /** One was tried before, and nobody knows whether it came in: the connection broke. All rows after this id are of that one. */
  again?: number;
};

/**
 * Takes a chunk of rows into a run and says what is known of their users. One pool's chunks come in one after the other,
 * so that no user is in two runs at once.
 * @returns by user id; null when the run is no longer `held`
 */
export async function addRows(
  db: Database,
  { run, owner, host, pool }: Held & { host: string; pool: string },
  { rows: chunk, before, last, again }: Chunk,
): Promise<Map<string, Known> | null> {
  return db.transaction(async (tx) => {
    const turn = sql`select pg_advisory_xact_lock(hashtextextended(${`${host} ${pool}`}, 0)) offset 0`;
    const [mine] = await tx
      .update(runs)
      .set({ received: before + chunk.length, sealed: last })
      .from(sql`(${turn}) as turn`)
      .where(and(eq(runs.id, run), eq(runs.owner, owner), eq(runs.state, "running")))
      .returning({ id: runs.id });
    if (!mine) return null;
    if (again !== undefined) await tx.delete(rows).where(and(eq(rows.run, run), gt(rows.id, again)));
    return take(tx, run, { host, pool }, chunk);
  });
}

/** Adds the rows, and says what was known of their users before, in one statement. */
async function take(
  tx: Database,
  run: number,
  { host, pool }: { host: string; pool: string },
  chunk: readonly LedgerRow[],
): Promise<Map<string, Known>> {
  const values = chunk.map(({ id, source, line, userId, fingerprint }) => ({
    i: id,
    s: source,
    l: line,
    u: userId,
    f: fingerprint.toString("hex"),
  }));
  // `offset 0` keeps the planner, which knows nothing of a young table, from reading all rows for each user: one look
  // into the index of users each.
  const found = await tx.execute(sql`
    with chunk as materialized (
      select * from json_to_recordset(${JSON.stringify(values)}::json) as r (i int, s smallint, l int, u text, f text)),
    taken as (
      insert into rows (run, id, source, line, user_id, fingerprint, state)
      select ${run}::int, i, s, l, u, decode(f, 'hex'), 'waiting' from chunk)
    select distinct on (its.user_id) its.user_id, its.state, encode(its.fingerprint, 'hex') as fingerprint,
      extract(epoch from coalesce(its.earlier, its.at))::float8 as at
    from (select u as name from chunk offset 0) as asked
    cross join lateral (
      select * from rows where rows.user_id = asked.name
        and rows.state in ('waiting', 'accepted', 'verified', 'unknown', 'mismatch') offset 0) as its
    join runs on runs.id = its.run
    where runs.host = ${host} and runs.pool = ${pool}
    order by its.user_id, its.state = 'waiting' desc, its.at desc`);
  return new Map(rowsOf(found).map((row) => [String(row.user_id), knownOf(row)]));
}

function knownOf({ state, fingerprint, at }: Record<string, unknown>): Known {
  if (state === "waiting") return { kind: "claimed" };
  if (state !== "accepted" && state !== "verified") return { kind: "in_doubt" };
  const when = new Date(Number(at) * 1000).toISOString();
  return { kind: "done", state, fingerprint: Buffer.from(String(fingerprint), "hex"), at: when };
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
