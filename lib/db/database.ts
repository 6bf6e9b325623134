import "server-only";

import { randomUUID } from "node:crypto";
import { dataFolder } from "@/lib/env/data-folder";
import { type Database, openDatabase } from "./open-database";
import { buryDead } from "./run-end";

/** The ledger of this process, and the name under which it owns runs. */
export type Ledger = {
  db: Database;
  replica: string;
  /** Nobody else can have the database open. */
  alone: boolean;
};

// On globalThis: Next bundles actions, pages and route handlers apart, and PGlite's folder is for one instance.
const KEY = Symbol.for("otp-ferry.ledger");
const shared = globalThis as typeof globalThis & { [KEY]?: Promise<Ledger> };

async function open(): Promise<Ledger> {
  const url = process.env.DATABASE_URL?.trim();
  const { db, alone } = await openDatabase(url ? { url } : { folder: dataFolder() });
  const replica = randomUUID();
  await buryDead(db, replica, [], alone);
  return { db, replica, alone };
}

/** Opens the ledger at the first call: PostgreSQL by DATABASE_URL, else PGlite in the data folder. */
export function getLedger(): Promise<Ledger> {
  shared[KEY] ??= open().catch((error: unknown) => {
    delete shared[KEY];
    throw error;
  });
  return shared[KEY];
}
