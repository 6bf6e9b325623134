import "server-only";

import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { HALT_CODES, type Outcome, type RangeOutcome } from "@/lib/otp/outcome";
import type { RunQuery } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { type Database, rowsOf } from "./open-database";
import { outcomeOf } from "./outcome-columns";
import { runs } from "./schema";

type RunRecord = typeof runs.$inferSelect;

/** A run of the ledger and its last telling. */
export type StoredRun = { run: number; owner: string | null; told: number; view: RunView };

function stored(record: RunRecord): StoredRun {
  const { id, owner, told, state, command, halt, createdAt, endedAt, ...rest } = record;
  const { key, who, host, pool, sources, options, total, received, counts, sentTo } = rest;
  const live = { run: "running", pause: "paused", stop: "stopping" } as const;
  const view: RunView = {
    key,
    who,
    host,
    pool,
    sources,
    options,
    state: state === "running" ? live[command] : state,
    halt: HALT_CODES.find((code) => code === halt) ?? null,
    total,
    received,
    counts,
    sentTo,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    pace: null,
  };
  return { run: id, owner, told, view };
}

/** The run by its key; null when there is none. */
export async function findRun(db: Database, key: string): Promise<StoredRun | null> {
  const [record] = await db.select().from(runs).where(eq(runs.key, key));
  return record ? stored(record) : null;
}

/**
 * The latest runs first; those after the `before`th of all when that is given.
 * @param only whose runs; null for everybody's
 */
export async function listRuns(
  db: Database,
  query: RunQuery,
  most: number,
  only: string | null,
): Promise<RunView[]> {
  const { state, who, from, to, before } = query;
  const conditions: (SQL | undefined)[] = [
    state === "live" ? eq(runs.state, "running") : undefined,
    state !== null && state !== "live" ? eq(runs.state, state) : undefined,
    who === null ? undefined : eq(runs.who, who),
    only === null ? undefined : eq(runs.who, only),
    from === null ? undefined : gte(runs.createdAt, new Date(from)),
    to === null ? undefined : lt(runs.createdAt, new Date(to)),
    before === null ? undefined : lt(runs.createdAt, new Date(before)),
  ];
  const found = await db
    .select()
    .from(runs)
    .where(and(...conditions))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(most);
  return found.map((record) => stored(record).view);
}

/** Who has had runs. */
export async function whoHadRuns(db: Database): Promise<string[]> {
  const found = await db.selectDistinct({ who: runs.who }).from(runs).orderBy(asc(runs.who));
  return found.map(({ who }) => who);
}

/** What has become of a run's rows since telling number `after`, in order; at most `most` tellings. */
export async function toldSince(
  db: Database,
  run: number,
  after: number,
  most: number,
): Promise<{ number: number; outcomes: RangeOutcome[] }[]> {
  const found = await db.execute(sql`
    select told.number, its.id, its.state, its.code, its.status_code, its.api_code, its.request_id,
      extract(epoch from its.earlier)::float8 as earlier
    from (select number, firsts, lasts from tellings
      where run = ${run} and number > ${after} order by number limit ${most}) as told
    cross join unnest(told.firsts, told.lasts) as range (first, last)
    cross join lateral (
      select * from rows where run = ${run} and id between range.first and range.last offset 0) as its
    order by told.number, its.id`);
  const told = new Map<number, RangeOutcome[]>();
  let before = "";
  for (const { number, id, ...columns } of rowsOf(found)) {
    const outcomes = told.get(Number(number)) ?? [];
    told.set(Number(number), outcomes);
    const range = outcomes.at(-1);
    const same = JSON.stringify(columns);
    if (range && range.last + 1 === id && same === before) range.last = id;
    else outcomes.push({ first: Number(id), last: Number(id), outcome: toldOutcome(columns) });
    before = same;
  }
  return Array.from(told, ([number, outcomes]) => ({ number, outcomes }));
}

function toldOutcome(columns: Record<string, unknown>): Outcome {
  return outcomeOf({
    state: String(columns.state),
    code: columns.code as string | null,
    statusCode: columns.status_code as number | null,
    apiCode: columns.api_code as string | null,
    requestId: columns.request_id as string | null,
    earlier: columns.earlier === null ? null : new Date(Number(columns.earlier) * 1000),
  });
}
