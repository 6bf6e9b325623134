import "server-only";

import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { lockFolder } from "./folder-lock";
import { MIGRATIONS, statementsOf } from "./migrations";
import { PgliteClient } from "./pglite-client";

/** The ledger's database, by either driver. */
export type Database = PgDatabase<PgQueryResultHKT>;
export type OpenDatabase = {
  db: Database;
  /** Nobody else can have it open, so that whatever was under way in it is over. */
  alone: boolean;
  /** Fulfilled with the reason when it has broken down for good: only another process can open it again. */
  lost: Promise<Error>;
  close(): Promise<void>;
};

/** A server comes back by itself. */
const NEVER = new Promise<Error>(() => undefined);
/** Pages that PGlite keeps in memory: its default of 128 MB is for a machine of its own. */
const SHARED_BUFFERS = "32MB";
/** Any number, the same in all replicas: one of them migrates, the others wait. */
const MIGRATION_LOCK = 4_150_119;
const CONNECTIONS = 8;
/** A server that was away is tried again so often: the driver's own 20 s outlast the lease of a run. */
const RECONNECT_SECONDS = 0.5;
const CONNECT_SECONDS = 5;

/** The rows of a statement that the query builder has not made: the drivers wrap them differently. */
export function rowsOf(result: unknown): Record<string, unknown>[] {
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Record<string, unknown>[];
}

async function migrate(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(
      sql`create table if not exists migrations (id text primary key, at timestamptz not null default now())`,
    );
    const done = new Set(rowsOf(await tx.execute(sql`select id from migrations`)).map(({ id }) => id));
    for (const { id, sql: statements } of MIGRATIONS.filter((migration) => !done.has(migration.id))) {
      for (const statement of statementsOf(statements)) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into migrations (id) values (${id})`);
    }
  });
}

const MAKE = `import { PGlite } from "@electric-sql/pglite";
const database = new PGlite(process.argv[1]);
await database.waitReady;
await database.close();`;

/** Making a database takes 800 MB for a moment: in a process of its own, so that this one never has them. */
async function makeOnce(path: string): Promise<void> {
  if (existsSync(`${path}/PG_VERSION`)) return;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", MAKE, path]);
}

async function openFolder(folder: string): Promise<OpenDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
  const { drizzle } = await import("drizzle-orm/pglite");
  const path = join(/* turbopackIgnore: true */ folder, "ledger");
  await makeOnce(path);
  const client = new PgliteClient(path, SHARED_BUFFERS);
  const close = async () => {
    await client.close();
    await unlock();
  };
  // Of the client it uses these two methods only.
  return { db: drizzle({ client: client as unknown as PGlite }), alone: true, lost: client.lost, close };
}

async function openServer(url: string): Promise<OpenDatabase> {
  const { default: postgres } = await import("postgres");
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const client = postgres(url, {
    max: CONNECTIONS,
    connect_timeout: CONNECT_SECONDS,
    backoff: () => RECONNECT_SECONDS,
    onnotice: () => undefined,
  });
  return { db: drizzle({ client }), alone: false, lost: NEVER, close: () => client.end({ timeout: 5 }) };
}

/**
 * Opens the ledger's database and brings its schema up to date.
 * @param where `url` of a PostgreSQL server, or the data folder for the built-in PGlite (made if it is not there)
 * @throws Error with one sentence when another console uses the folder
 */
export async function openDatabase(where: { url: string } | { folder: string }): Promise<OpenDatabase> {
  const open = await ("url" in where ? openServer(where.url) : openFolder(where.folder));
  try {
    await migrate(open.db);
  } catch (error) {
    await open.close();
    throw error;
  }
  return open;
}
