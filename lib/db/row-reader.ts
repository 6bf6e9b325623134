import "server-only";

import { and, asc, between, eq, gt, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import {
  type FailedRow,
  RETRIED_STATES,
  ROWS_AT_ONCE,
  type RowPages,
  type RowQuery,
  type RunRow,
} from "@/lib/otp/run-list";
import { idRanges } from "./id-ranges";
import { type Database, rowsOf } from "./open-database";
import { outcomeOf } from "./outcome-columns";
import { rows, runs } from "./schema";

/** Rows that are read at once for a report. */
const PART_ROWS = 1_000;
/** Ids that are gone through before others have their turn: PGlite answers one question at a time. */
const IDS_AT_ONCE = 20_000;

type Filter = Pick<RowQuery, "states" | "search">;

function conditionsOf({ states, search }: Filter): SQL[] {
  return [
    states.length === 0 ? undefined : inArray(rows.state, [...states]),
    search === "" ? undefined : ilike(rows.userId, `%${search.replace(/[\\%_]/g, "\\$&")}%`),
  ].filter((condition) => condition !== undefined);
}

/** The ids of a run in parts, as the condition for each; none for ids up to `after`. */
async function* partsOf(db: Database, run: number, after = -1): AsyncGenerator<SQL> {
  for await (const { first, last } of idRanges(db, run, IDS_AT_ONCE, { after })) {
    const part = and(eq(rows.run, run), between(rows.id, first, last));
    if (part) yield part;
  }
}

/** The rows of a run that a query lets through, by id, those after `after` first; at most `most`. */
export async function listRows(
  db: Database,
  run: number,
  { after, ...filter }: Pick<RowQuery, "after"> & Filter,
  most: number,
): Promise<RunRow[]> {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return read(db, and(eq(rows.run, run), gt(rows.id, after)), most);
  const found: RunRow[] = [];
  for await (const part of partsOf(db, run, after)) {
    found.push(...(await read(db, and(part, ...conditions), most - found.length)));
    if (found.length >= most) break;
  }
  return found;
}

/**
 * All rows of a run by id, in parts.
 * @throws Error when the run was deleted meanwhile: what has come by then is not all of it, and must not pass for it
 */
export async function* allRows(db: Database, run: number): AsyncGenerator<RunRow[]> {
  for (let after = -1; ; ) {
    const part = await listRows(db, run, { states: [], search: "", after }, PART_ROWS);
    if (part.length === 0) break;
    yield part;
    after = part.at(-1)?.id ?? after;
  }
  const [still] = await db.select({ id: runs.id }).from(runs).where(eq(runs.id, run));
  if (!still) throw new Error("The run was deleted while its rows were read.");
}

async function read(db: Database, which: SQL | undefined, most: number): Promise<RunRow[]> {
  const found = await db.select().from(rows).where(which).orderBy(asc(rows.id)).limit(most);
  return found.map(({ id, source, line, userId, attempts, at, ...columns }) => ({
    id,
    source,
    line,
    userId,
    attempts,
    at: at?.toISOString() ?? null,
    outcome: outcomeOf(columns),
  }));
}

/**
 * How many rows of a run a filter lets through, and where their pages of `ROWS_AT_ONCE` begin, told while they are counted:
 * so that any part of a million rows can be asked for by its place.
 */
export async function* rowPages(db: Database, run: number, filter: Filter): AsyncGenerator<RowPages> {
  const conditions = conditionsOf(filter);
  let count = 0;
  for await (const part of partsOf(db, run)) {
    const [found] = rowsOf(
      await db.execute(sql`
        select count(*)::int as rows, coalesce(json_agg(id) filter (where place % ${ROWS_AT_ONCE}::int = 0), '[]') as firsts
        from (select ${rows.id} as id, row_number() over (order by ${rows.id}) - 1 + ${count}::int as place
          from ${rows} where ${and(part, ...conditions)} order by ${rows.id}) as its`),
    );
    const { rows: counted, firsts } = found as { rows: number; firsts: number[] };
    count += counted;
    yield { rows: count, afters: firsts.map((first) => first - 1) };
  }
}

/** The rows of a run that another attempt would take: those that failed, and never one that GenAuth holds. In parts. */
export async function* failedRows(db: Database, run: number): AsyncGenerator<FailedRow[]> {
  const failed = or(
    inArray(rows.state, [...RETRIED_STATES]),
    and(eq(rows.state, "mismatch"), eq(rows.code, "absent")),
  );
  for await (const part of partsOf(db, run)) {
    yield db
      .select({ source: rows.source, line: rows.line, userId: rows.userId })
      .from(rows)
      .where(and(part, failed))
      .orderBy(asc(rows.id));
  }
}
