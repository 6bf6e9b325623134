import "server-only";

import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { RunCommand, RunOptions, RunSource } from "@/lib/otp/run-view";
import { type Database, rowsOf } from "./open-database";
import { runs } from "./schema";

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

/** A text as an element of PostgreSQL's array literals. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
/** By way of a text, which both drivers leave as it is. */
const arrayOf = (elements: readonly (string | number)[]) => sql`${`{${elements.join(",")}}`}::text`;

/** What `take_rows` says of a user. */
const wordSchema = z.object({
  user: z.string(),
  state: z.enum(["waiting", "accepted", "verified", "unknown", "mismatch"]),
  fingerprint: z.string(),
  at: z.number().nullable(),
});
type Word = z.infer<typeof wordSchema>;
const knownSchema = z.array(wordSchema).nullable();

/**
 * Takes a chunk of rows into a run and says what is known of their users. One pool's chunks come in one after the other,
 * so that no user is in two runs at once.
 * @returns by user id; null when the run is no longer `held`
 */
export async function addRows(
  db: Database,
  { run, owner }: Held,
  { rows, before, last, again }: Chunk,
): Promise<Map<string, Known> | null> {
  const taken = await db.execute(sql`
    select take_rows(${run}::int, ${owner}::uuid, ${before + rows.length}::int, ${last}::boolean, ${again ?? null}::int,
      ${arrayOf(rows.map(({ id }) => id))}::int[],
      ${arrayOf(rows.map(({ source }) => source))}::smallint[],
      ${arrayOf(rows.map(({ line }) => line))}::int[],
      ${arrayOf(rows.map(({ userId }) => quoted(userId)))}::text[],
      ${arrayOf(rows.map(({ fingerprint }) => quoted(`\\x${fingerprint.toString("hex")}`)))}::bytea[])::text as known`);
  const known = knownSchema.parse(JSON.parse(String(rowsOf(taken)[0]?.known)));
  return known && new Map(known.map(({ user, ...word }) => [user, knownOf(word)]));
}

function knownOf({ state, fingerprint, at }: Omit<Word, "user">): Known {
  if (state === "waiting") return { kind: "claimed" };
  if (state !== "accepted" && state !== "verified") return { kind: "in_doubt" };
  const when = new Date((at ?? 0) * 1000).toISOString();
  return { kind: "done", state, fingerprint: Buffer.from(fingerprint, "hex"), at: when };
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
