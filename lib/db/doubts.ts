import "server-only";

import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { FinalState } from "@/lib/otp/outcome";
import { newsOf, type Settled } from "./entry";
import type { Database } from "./open-database";
import { listRows } from "./row-reader";
import { rows, runs } from "./schema";

/** A row of which nobody knows whether GenAuth holds it. */
export type Doubt = {
  id: number;
  userId: string;
  fingerprint: Buffer;
  attempts: number;
  /** The process that carried the run died: it may not even have been sent. */
  interrupted: boolean;
};

/** The `unknown` rows of a run by id, those after `after` first; at most `most`. */
export async function doubtsOf(db: Database, run: number, after: number, most: number): Promise<Doubt[]> {
  const found = await listRows(db, run, { states: ["unknown"], search: "", after }, most);
  const ids = found.map(({ id }) => id);
  const prints = await db
    .select({ id: rows.id, fingerprint: rows.fingerprint })
    .from(rows)
    .where(and(eq(rows.run, run), inArray(rows.id, ids)));
  const byId = new Map(prints.map(({ id, fingerprint }) => [id, Buffer.from(fingerprint)]));
  return found.flatMap(({ id, userId, attempts, outcome }) => {
    const fingerprint = byId.get(id);
    const interrupted = outcome.state === "unknown" && outcome.code === "interrupted";
    return fingerprint ? [{ id, userId, fingerprint, attempts, interrupted }] : [];
  });
}

/**
 * Writes down what has become of `unknown` rows after their run had ended. Those that are no longer `unknown` are left, and
 * all are while the run is under way.
 * @returns how many rows are in which state from now on
 */
export async function settleDoubts(
  db: Database,
  run: number,
  settled: readonly Settled[],
): Promise<Partial<Record<FinalState, number>>> {
  return db.transaction(async (tx) => {
    const ended = and(eq(runs.id, run), ne(runs.state, "running"));
    const [known] = await tx
      .select({ counts: runs.counts, told: runs.told })
      .from(runs)
      .where(ended)
      .for("update");
    if (!known) return {};
    const ids = settled.flatMap((one) => one.ids);
    const open = await tx
      .select({ id: rows.id })
      .from(rows)
      .where(and(eq(rows.run, run), inArray(rows.id, ids), eq(rows.state, "unknown")));
    const still = new Set(open.map(({ id }) => id));
    const news = settled
      .map((one) => ({ ...one, ids: one.ids.filter((id) => still.has(id)) }))
      .filter((one) => one.ids.length > 0);
    const changed: Partial<Record<FinalState, number>> = {};
    for (const { ids: its, outcome } of news)
      changed[outcome.state] = (changed[outcome.state] ?? 0) + its.length;
    const counts = { ...known.counts, unknown: (known.counts.unknown ?? 0) - still.size };
    for (const [state, count] of Object.entries(changed))
      counts[state as FinalState] = (counts[state as FinalState] ?? 0) + count;
    if (counts.unknown === 0) delete (counts as Partial<typeof counts>).unknown;
    const told = known.told + 1;
    await tx.execute(sql`select settle_rows(${run}::int, ${told}::int, ${newsOf(news)}::json)`);
    await tx.update(runs).set({ counts, told }).where(ended);
    return changed;
  });
}
