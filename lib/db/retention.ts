import "server-only";

import { eq, sql } from "drizzle-orm";
import { KEEP_DAYS, type KeepDays } from "@/lib/otp/run-list";
import { deleteEnded } from "./deletion";
import type { Database } from "./open-database";
import { runs, settings } from "./schema";

const NAME = "keepDays";

/** How many days runs are kept after they have ended; null: until somebody deletes them, as at the beginning. */
export async function keepDays(db: Database): Promise<KeepDays> {
  const [found] = await db.select().from(settings).where(eq(settings.name, NAME));
  return KEEP_DAYS.find((days) => days === found?.value) ?? null;
}

export async function setKeepDays(db: Database, days: KeepDays): Promise<void> {
  const value = sql`${JSON.stringify(days)}::jsonb`;
  await db
    .insert(settings)
    .values({ name: NAME, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}

/** Deletes the runs that have been kept for long enough. Returns how many. */
export async function dropOld(db: Database): Promise<number> {
  const days = await keepDays(db);
  if (days === null) return 0;
  return deleteEnded(db, sql`${runs.endedAt} < now() - make_interval(days => ${days})`);
}
