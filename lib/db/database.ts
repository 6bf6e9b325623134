import "server-only";

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { dataFolder } from "@/lib/env/data-folder";
import { sweep } from "./deletion";
import { type Database, openDatabase } from "./open-database";
import { buryDead } from "./run-end";

/** The ledger of this process, and the name under which it owns runs. */
export type Ledger = {
  db: Database;
  replica: string;
  /** Nobody else can have the database open. */
  alone: boolean;
};

/** A database that takes longer is out of reach for whoever waits for a page. */
const ANSWER_MS = 2_000;

// On globalThis: Next bundles actions, pages and route handlers apart, and PGlite's folder is for one instance.
const KEY = Symbol.for("otp-ferry.ledger");
type Open = Ledger & {
  kind: "postgresql" | "pglite";
  /** As of OpenDatabase. */
  lost: Promise<Error>;
  /** Has what is left of deleted runs taken away, without anybody waiting for it. */
  sweepSoon(): void;
  close(): Promise<void>;
};
const shared = globalThis as typeof globalThis & { [KEY]?: Promise<Open> };

async function open(): Promise<Open> {
  const url = process.env.DATABASE_URL?.trim();
  const { db, alone, lost, close } = await openDatabase(url ? { url } : { folder: dataFolder() });
  const replica = randomUUID();
  await buryDead(db, replica, [], alone);
  const sweepSoon = sweeperOf(db);
  // Whoever was at it before may have died.
  sweepSoon();
  return { db, replica, alone, kind: url ? "postgresql" : "pglite", lost, sweepSoon, close };
}

/** One sweep at a time; who asks during one gets another after it. */
function sweeperOf(db: Database): () => void {
  let asked = 0;
  const carry = async () => {
    for (let done = 0; done < asked; ) {
      done = asked;
      // A database out of reach: what is left stays for the next.
      await sweep(db).catch(() => undefined);
    }
    asked = 0;
  };
  return () => {
    if (asked++ === 0) void carry();
  };
}

/** Closes the ledger; nothing may be asked of it any more. */
export async function closeLedger(): Promise<void> {
  await (await shared[KEY])?.close();
}

/** Whether the database answers, before long. */
export async function databaseAnswers(): Promise<boolean> {
  const asked = getLedger().then(({ db }) => db.execute(sql`select 1`));
  const answered = asked.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, sleep(ANSWER_MS, false, { ref: false })]);
}

/** Opens the ledger at the first call: PostgreSQL by DATABASE_URL, else PGlite in the data folder. */
export function getLedger(): Promise<Open> {
  shared[KEY] ??= open().catch((error: unknown) => {
    delete shared[KEY];
    throw error;
  });
  return shared[KEY];
}
