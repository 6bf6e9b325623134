import "server-only";

import { type SQL, sql } from "drizzle-orm";
import { type Database, rowsOf } from "./open-database";
import { rows, tellings } from "./schema";

const GREATEST = 2 ** 31 - 1;
const IDS = { rows: [rows, sql.identifier("id")], tellings: [tellings, sql.identifier("number")] } as const;

/**
 * The ids of a run's rows, or the numbers of its tellings, in ranges of `atOnce`, both ends included; none up to `after`. Who
 * sends rows chooses their ids: each range begins at one that there is, or two of them could keep everybody busy.
 *
 * With both ends the planner goes by the index, whatever it believes of the size of the tables: PGlite has no statistics, and
 * keeps the plans that it has made while they were small.
 */
export async function* idRanges(
  db: Database,
  run: number,
  atOnce: number,
  { of = "rows", after = -1 }: { of?: keyof typeof IDS; after?: number } = {},
): AsyncGenerator<{ first: number; last: number }> {
  const [table, id] = IDS[of];
  const least = async (which: SQL) => {
    const found = await db.execute(
      sql`select min(${id}) as id from ${table} where run = ${run}::int and ${which}`,
    );
    const [its] = rowsOf(found);
    return typeof its?.id === "number" ? its.id : null;
  };
  for (let last = after; last < GREATEST; ) {
    const near = Math.min(last + atOnce, GREATEST);
    const first =
      (await least(sql`${id} > ${last}::int and ${id} <= ${near}::int`)) ??
      (await least(sql`${id} > ${near}::int`));
    if (first === null) return;
    last = Math.min(first + atOnce - 1, GREATEST);
    yield { first, last };
  }
}
