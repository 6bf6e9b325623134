import "server-only";

import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/open-database";
import { people } from "@/lib/db/people-schema";
import { audit, runs } from "@/lib/db/schema";
import { seesAllRuns } from "@/lib/otp/role";
import type { Person } from "./person";

/** What somebody was called who is nobody here any more; null where the audit has nothing of them. */
async function lastName(db: Database, who: string): Promise<string | null> {
  const [last] = await db.select().from(audit).where(eq(audit.who, who)).orderBy(desc(audit.id)).limit(1);
  return last?.name ?? null;
}

/** What people are called, by their ids. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...ids]));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  for (const id of ids) if (!names.has(id)) names.set(id, (await lastName(db, id)) ?? id);
  return names;
}

/** What those are called whose runs a person may see, by their ids; who is gone as the audit has them last. */
export async function namesFor(db: Database, { id, name, role }: Person): Promise<Record<string, string>> {
  if (!seesAllRuns(role)) return { [id]: name };
  const known = await db.select({ id: people.id, name: people.name }).from(people);
  const names = Object.fromEntries(known.map((person) => [person.id, person.name]));
  const missing = await db
    .selectDistinct({ who: runs.who })
    .from(runs)
    .where(sql`${runs.who} not in (select ${people.id} from ${people})`);
  for (const { who } of missing) {
    const name = await lastName(db, who);
    if (name !== null) names[who] = name;
  }
  return names;
}
