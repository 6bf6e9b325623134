import "server-only";

import { and, eq, sql } from "drizzle-orm";
import type { FinalOutcome, RangeOutcome } from "@/lib/otp/outcome";
import type { FinalCounts } from "@/lib/otp/run-view";
import { type Held, lease } from "./ledger";
import type { Database } from "./open-database";
import { columnsOf } from "./outcome-columns";
import { runs } from "./schema";

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

/** Ids without a gap, first and last. Rows go out in the order of their ids, so that a list is one range or a few. */
function gapless(ids: readonly number[]): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && id === range.last + 1) range.last = id;
    else ranges.push({ first: id, last: id });
  }
  return ranges;
}

/** The same in as few words as possible. */
export function rangesOf(settled: readonly Settled[]): (RangeOutcome & { attempts: number })[] {
  const groups = new Map<string, Settled & { ids: number[] }>();
  for (const { ids, outcome, attempts } of settled) {
    const name = JSON.stringify([outcome, attempts]);
    const group = groups.get(name);
    if (group) group.ids.push(...ids);
    else groups.set(name, { ids: [...ids], outcome, attempts });
  }
  return [...groups.values()].flatMap(({ ids, outcome, attempts }) =>
    gapless(ids).map((range) => ({ ...range, outcome, attempts })),
  );
}

/** As `settle_rows` of the database takes it. */
export function newsOf(settled: readonly Settled[]): string {
  const news = rangesOf(settled).map(({ first, last, outcome, attempts }) => {
    const { state, code, statusCode, apiCode, requestId, earlier } = columnsOf(outcome);
    const reference = { status_code: statusCode, api_code: apiCode, request_id: requestId };
    return { first, last, state, code, ...reference, earlier, attempts };
  });
  return JSON.stringify(news);
}

/** Writes an entry and prolongs the lease. False: the run is no longer `held`, and nothing was written. */
export async function record(db: Database, { run, owner }: Held, entry: Entry): Promise<boolean> {
  const { settled, told, counts, sentTo } = entry;
  const mine = db.$with("mine").as(
    db
      .update(runs)
      .set({ told, counts, sentTo, leaseUntil: lease })
      .where(and(eq(runs.id, run), eq(runs.owner, owner)))
      .returning({ id: runs.id }),
  );
  // One statement: it is written as a whole or not at all.
  const written = await db
    .with(mine)
    .select({
      done: sql`settle_rows(${mine.id}, ${told}::int, ${newsOf(settled)}::json)::text`,
    })
    .from(mine);
  return written.length > 0;
}
