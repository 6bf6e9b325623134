import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FinalOutcome } from "@/lib/otp/outcome";
import { ALL_RUNS, type RowQuery } from "@/lib/otp/run-list";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { retryOf } from "@/lib/sheet/row";
import { freshDataFolder, startPostgres, type TestServer } from "@/scripts/support/test-database";
import * as connectionSchema from "./connection-schema";
import { deleteRuns, sweep } from "./deletion";
import { record } from "./entry";
import { addRows, type Held, heartbeat, type LedgerRow, openRun, setCommand } from "./ledger";
import { type Database, type OpenDatabase, openDatabase, rowsOf } from "./open-database";
import * as peopleSchema from "./people-schema";
import { allRows, failedRows, listRows, rowPages } from "./row-reader";
import { buryDead, endRun } from "./run-end";
import { findRun, listRuns, toldSince, whoHadRuns } from "./run-reader";
import * as schema from "./schema";
import { userHistory } from "./user-history";

const ME = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";
const POOL = { host: "https://genauth.example", pool: "pool-1" };
const ALL_ROWS = { states: [], search: "", after: -1 };

const print = (text: string) => createHash("sha256").update(text).digest();
const row = (id: number, user: string, version = 1): LedgerRow => ({
  id,
  source: 0,
  line: id + 2,
  userId: user,
  fingerprint: print(`${user} ${version}`),
});

async function all<T>(told: AsyncIterable<T>): Promise<T[]> {
  const heard: T[] = [];
  for await (const one of told) heard.push(one);
  return heard;
}

const opened: { close(): Promise<void> }[] = [];
let folder = "";
let server: TestServer | undefined;
afterAll(async () => {
  for (const one of opened) await one.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openIn(kind: string): Promise<OpenDatabase> {
  if (kind === "PGlite") {
    folder = await freshDataFolder();
    return openDatabase({ folder });
  }
  server = await startPostgres();
  return openDatabase({ url: await server.database("ledger") });
}

describe.each(["PGlite", "PostgreSQL"])("the ledger in %s", (kind) => {
  let db: Database;
  let next = 0;
  beforeAll(async () => {
    const open = await openIn(kind);
    opened.push(open);
    db = open.db;
  }, 60_000);

  /** A run of a pool of its own, unless another is given. */
  async function start(pool = `pool-${next}`, owner = ME) {
    const key = `00000000-0000-4000-8000-${String(next++).padStart(12, "0")}`;
    const where = { host: POOL.host, pool };
    const sources = [{ name: "a.csv", size: 10 }];
    const run = await openRun(
      db,
      { key, who: "ann", ...where, sources, options: DEFAULT_OPTIONS, total: 3 },
      owner,
    );
    const held: Held = { run: run ?? -1, owner };
    let received = 0;
    return {
      key,
      held,
      where,
      add: (chunk: LedgerRow[], last = false, again = false) => {
        const before = again ? received - chunk.length : received;
        received = before + chunk.length;
        const tried = again ? { again: (chunk[0]?.id ?? 0) - 1 } : {};
        return addRows(db, held, { rows: chunk, before, last, ...tried });
      },
      settle: (told: number, ids: number[], outcome: Parameters<typeof record>[2]["settled"][0]["outcome"]) =>
        record(db, held, {
          settled: [{ ids, outcome, attempts: 1 }],
          told,
          counts: {},
          sentTo: Math.max(...ids),
        }),
      expire: () => db.execute(sql`update runs set lease_until = now() - interval '1 s' where key = ${key}`),
      view: async () => (await findRun(db, key))?.view,
      rows: () => listRows(db, held.run, ALL_ROWS, 100),
    };
  }

  async function rowsRead(): Promise<number> {
    await db.execute(sql`select pg_stat_force_next_flush()`);
    const [its] = rowsOf(
      await db.execute(
        sql`select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables where relname = 'rows'`,
      ),
    );
    return Number(its?.read);
  }

  test("has the tables that the code believes in", async () => {
    const found = rowsOf(
      await db.execute(sql`select table_name, column_name, is_nullable from information_schema.columns
        where table_schema = 'public' and table_name <> 'migrations'`),
    ).map(({ table_name, column_name, is_nullable }) => `${table_name}.${column_name} ${is_nullable}`);
    const believed = [schema, peopleSchema, connectionSchema]
      .flatMap(Object.values<PgTable>)
      .flatMap((table: PgTable) => {
        const { name, columns } = getTableConfig(table);
        return columns.map((column) => `${name}.${column.name} ${column.notNull ? "NO" : "YES"}`);
      });
    expect(found.sort()).toEqual(believed.sort());
  });

  test("takes a run, its rows and what becomes of them, and tells it again", async () => {
    const run = await start();
    expect(await run.add([row(1, "u1"), row(5, "u2")])).toEqual(new Map());
    expect(await run.add([row(9, "u3")], true)).toEqual(new Map());
    expect(await run.settle(1, [1, 5], { state: "verified", statusCode: 200, requestId: "r-1" })).toBe(true);
    expect(await run.settle(2, [9], { state: "refused", code: "conflict", apiCode: 2004 })).toBe(true);
    const told = await toldSince(db, run.held.run, 0, 10);
    expect(
      told.map(({ number, outcomes }) => [number, outcomes.map(({ first, last }) => [first, last])]),
    ).toEqual([
      [
        1,
        [
          [1, 1],
          [5, 5],
        ],
      ],
      [2, [[9, 9]]],
    ]);
    expect(await toldSince(db, run.held.run, 1, 10)).toEqual([
      {
        number: 2,
        outcomes: [{ first: 9, last: 9, outcome: { state: "refused", code: "conflict", apiCode: 2004 } }],
      },
    ]);
    expect((await toldSince(db, run.held.run, 0, 1)).map(({ outcomes }) => outcomes.length)).toEqual([2]);
    expect(await endRun(db, run.held, { state: "done", halt: null, code: null })).toBe(true);
    expect(await run.view()).toMatchObject({
      state: "done",
      received: 3,
      counts: { verified: 2, refused: 1 },
    });
    expect(await run.rows()).toMatchObject([
      { id: 1, line: 3, userId: "u1", attempts: 1, outcome: { state: "verified", requestId: "r-1" } },
      { id: 5, userId: "u2" },
      { id: 9, userId: "u3", outcome: { code: "conflict" } },
    ]);
  });

  test("tells what was carried for one user of a pool, the latest first", async () => {
    const first = await start();
    const second = await start(first.where.pool);
    const elsewhere = await start();
    for (const run of [first, second, elsewhere]) await run.add([row(3, "u7"), row(4, "u8")], true);
    await first.settle(1, [3, 4], { state: "refused", code: "conflict" });
    await second.settle(1, [3, 4], { state: "verified" });
    const asked = { ...first.where, userId: "u7" };
    expect(await userHistory(db, asked, 10)).toMatchObject([
      { run: second.key, who: "ann", source: "a.csv", byHand: false, line: 5, reason: "" },
      { run: first.key, outcome: { state: "refused", code: "conflict" }, at: expect.stringMatching(/Z$/) },
    ]);
    expect(await userHistory(db, asked, 1)).toMatchObject([{ run: second.key }]);
    expect(await userHistory(db, { ...asked, userId: "u" }, 10)).toEqual([]);
  });

  test("takes a key once", async () => {
    const run = await start();
    const again = { ...run.where, who: "eve", sources: [], options: DEFAULT_OPTIONS, total: 1 };
    expect(await openRun(db, { key: run.key, ...again }, OTHER)).toBeNull();
  });

  test("lets no user be in two rows that may be sent: not of two runs, and not of one", async () => {
    const first = await start("shared");
    const second = await start("shared", OTHER);
    await first.add([row(1, "u1"), row(2, "u2")]);
    expect(await second.add([row(1, "u2"), row(2, "u3")])).toEqual(new Map([["u2", { kind: "claimed" }]]));
    expect(await second.add([row(3, "u3")])).toEqual(new Map([["u3", { kind: "claimed" }]]));
    const elsewhere = await start("another pool");
    expect(await elsewhere.add([row(1, "u1")])).toEqual(new Map());
  });

  test("of two runs that come at the same time only one gets a user", async () => {
    const both = await Promise.all([start("race"), start("race", OTHER)]);
    const users = Array.from({ length: 50 }, (_, index) => row(index, `race-${index}`));
    const known = await Promise.all(both.map((run) => run.add(users)));
    expect(known.map((map) => map?.size).sort()).toEqual([0, 50]);
  });

  test("knows what was imported, by the last word about the user", async () => {
    const first = await start("memory");
    await first.add([row(1, "same"), row(2, "changed"), row(3, "doubtful"), row(4, "refused")]);
    await first.settle(1, [1, 2], { state: "verified" });
    await first.settle(2, [3], { state: "unknown", code: "timeout" });
    await first.settle(3, [4], { state: "refused", code: "invalid" });
    const second = await start("memory");
    await second.add([row(1, "changed", 2)]);
    await second.settle(1, [1], { state: "accepted" });
    const third = await start("memory");
    const known = await third.add([row(1, "same"), row(2, "changed"), row(3, "doubtful"), row(4, "refused")]);
    expect([...(known ?? [])].sort()).toMatchObject([
      ["changed", { kind: "done", state: "accepted", fingerprint: print("changed 2") }],
      ["doubtful", { kind: "in_doubt" }],
      ["same", { kind: "done", state: "verified", fingerprint: print("same 1") }],
    ]);
  });

  test("a run whose owner is dead is interrupted: what may have been sent is unknown, the rest was not sent", async () => {
    const dead = await start(undefined, OTHER);
    const alive = await start(undefined, OTHER);
    await dead.add([row(1, "b1"), row(2, "b2"), row(3, "b3")]);
    await record(db, dead.held, { settled: [], told: 0, counts: {}, sentTo: 2 });
    await dead.settle(1, [1], { state: "verified" });
    await record(db, dead.held, { settled: [], told: 1, counts: {}, sentTo: 2 });
    await dead.expire();
    expect(await buryDead(db, ME, [])).toEqual([dead.key]);
    expect(await dead.view()).toMatchObject({
      state: "interrupted",
      counts: { verified: 1, unknown: 1, stopped: 1 },
    });
    expect((await dead.rows()).map(({ outcome }) => outcome)).toEqual([
      { state: "verified" },
      { state: "unknown", code: "interrupted" },
      { state: "stopped", code: "interrupted" },
    ]);
    expect(await alive.view()).toMatchObject({ state: "running" });
    expect(await heartbeat(db, dead.held), "the dead hear that they are dead").toBeNull();
    expect(await dead.settle(2, [2], { state: "verified" }), "and write nothing more").toBe(false);
    expect(await dead.add([row(4, "b4")])).toBeNull();
    expect(await toldSince(db, dead.held.run, 1, 10)).toEqual([]);
    expect(await buryDead(db, ME, [])).toEqual([]);
    await endRun(db, alive.held, { state: "done", halt: null, code: null });
  });

  test("a chunk of which nobody knows whether it came in is taken again, and has no user twice", async () => {
    const run = await start();
    await run.add([row(1, "c1")]);
    const chunk = [row(2, "c2"), row(3, "c3")];
    expect(await run.add(chunk, true)).toEqual(new Map());
    expect(await run.add(chunk, true, true), "none of them is another's").toEqual(new Map());
    expect((await run.rows()).map(({ userId }) => userId)).toEqual(["c1", "c2", "c3"]);
    expect(await run.view()).toMatchObject({ received: 3 });
  });

  test("what was written while the connection broke can be written again", async () => {
    const run = await start();
    await run.add([row(1, "w1"), row(2, "w2")], true);
    expect(await run.settle(1, [1], { state: "verified" })).toBe(true);
    expect(await run.settle(1, [1], { state: "verified" })).toBe(true);
    expect(await run.settle(2, [2], { state: "verified" })).toBe(true);
    expect((await toldSince(db, run.held.run, 0, 10)).map(({ number }) => number)).toEqual([1, 2]);
  });

  test("a run that ends has the last word about no row that has had one meanwhile", async () => {
    const run = await start();
    await run.add([row(1, "e1"), row(2, "e2")], true);
    let ended: Promise<boolean> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute(
        sql`update rows set state = 'verified', status_code = 200 where run = ${run.held.run} and id = 1`,
      );
      ended = endRun(db, run.held, { state: "stopped", halt: null, code: null });
      // It has come to the row, and waits: in PGlite for its turn.
      if (kind === "PostgreSQL")
        await expect
          .poll(async () => rowsOf(await tx.execute(sql`select from pg_locks where not granted`)).length)
          .toBeGreaterThan(0);
    });
    expect(await ended).toBe(true);
    expect((await run.rows()).map(({ outcome }) => outcome)).toEqual([
      { state: "verified", statusCode: 200 },
      { state: "stopped" },
    ]);
    expect(await run.view()).toMatchObject({ counts: { verified: 1, stopped: 1 } });
  });

  test("who is alone waits for no lease, and leaves its own runs", async () => {
    const before = await start(undefined, OTHER);
    const own = await start();
    expect(await buryDead(db, ME, [own.key], true)).toContain(before.key);
    expect(await own.view()).toMatchObject({ state: "running" });
  });

  test("keeps what the admin wants of a run, and no stop is taken back", async () => {
    const run = await start();
    expect(await heartbeat(db, run.held)).toBe("run");
    expect(await setCommand(db, run.key, "pause")).toBe(true);
    expect([await heartbeat(db, run.held), (await run.view())?.state]).toEqual(["pause", "paused"]);
    expect(await setCommand(db, run.key, "stop")).toBe(true);
    expect(await setCommand(db, run.key, "run")).toBe(false);
    expect((await run.view())?.state).toBe("stopping");
    await endRun(db, run.held, { state: "stopped", halt: null, code: null });
    expect(await setCommand(db, run.key, "stop")).toBe(false);
  });

  // PostgreSQL has statistics to plan by, and counts what a connection has read some time later.
  if (kind === "PGlite")
    test("a large run's end reads each row a few times, also where only small ones have ended before", async () => {
      for (let runs = 0; runs < 8; runs++) {
        const run = await start();
        await run.add([row(1, "small")], true);
        await endRun(db, run.held, { state: "stopped", halt: null, code: null });
      }
      const run = await start();
      for (let from = 0; from < 5_000; from += 1_000)
        await run.add(Array.from({ length: 1_000 }, (_, at) => row(from + at, `large ${from + at}`)));
      const before = await rowsRead();
      await endRun(db, run.held, { state: "stopped", halt: null, code: null });
      const read = (await rowsRead()) - before;
      expect(read).toBeGreaterThan(5_000);
      expect(read).toBeLessThan(50_000);
      expect((await run.view())?.counts).toEqual({ stopped: 5_000 });
    });

  test("lists runs by state, who and time, page by page, and rows by state and user", async () => {
    const run = await start();
    await run.add([row(1, "Findme-1"), row(2, "findme-2"), row(3, "per_cent")], true);
    await run.settle(1, [1], { state: "verified" });
    await endRun(db, run.held, { state: "halted", halt: "plan", code: "plan" });
    expect(await run.view()).toMatchObject({ halt: "plan" });
    const halted = await listRuns(db, { ...ALL_RUNS, state: "halted" }, 10, null);
    expect(halted.map(({ key }) => key)).toEqual([run.key]);
    expect(await listRuns(db, { ...ALL_RUNS, who: "nobody" }, 10, null)).toEqual([]);
    expect(await listRuns(db, ALL_RUNS, 10, "nobody")).toEqual([]);
    expect(await whoHadRuns(db)).toEqual(["ann"]);
    const all = await listRuns(db, ALL_RUNS, 100, null);
    const [newest] = all;
    expect(
      await listRuns(db, { ...ALL_RUNS, before: newest?.createdAt ?? null }, 100, null),
    ).not.toContainEqual(newest);
    expect(await listRuns(db, { ...ALL_RUNS, to: "2020-01-01T00:00:00Z" }, 10, null)).toEqual([]);
    const ids = async (query: object) =>
      (await listRows(db, run.held.run, { ...ALL_ROWS, ...query }, 10)).map(({ id }) => id);
    expect(await ids({ states: ["stopped"] })).toEqual([2, 3]);
    expect(await ids({ search: "FINDME" })).toEqual([1, 2]);
    expect(await ids({ search: "r_c" })).toEqual([3]);
    expect(await ids({ search: "findme_" })).toEqual([]);
    expect(await ids({ after: 1 })).toEqual([2, 3]);
  });

  test("deletes a run with all its rows, but none under way", async () => {
    const run = await start();
    await run.add([row(1, "gone")]);
    expect(await deleteRuns(db, [run.key])).toBe(0);
    await endRun(db, run.held, { state: "done", halt: null, code: null });
    expect(await deleteRuns(db, [run.key])).toBe(1);
    await sweep(db);
    expect([await run.view(), await run.rows()]).toEqual([undefined, []]);
    expect(await deleteRuns(db, [])).toBe(0);
  });

  test("what is left of a deleted run goes in parts, and goes on where somebody died at it", async () => {
    const other = await start();
    const run = await start();
    await other.add([row(1, "stays")], true);
    for (let from = 0; from < 5_000; from += 1_000)
      await run.add(Array.from({ length: 1_000 }, (_, at) => row(3 * (from + at), `left ${from + at}`)));
    await run.settle(1, [0, 3], { state: "verified" });
    await endRun(db, run.held, { state: "stopped", halt: null, code: null });
    const left = async () => {
      const [found] = rowsOf(
        await db.execute(sql`select
          (select count(*)::int from rows where run = ${run.held.run}) as rows,
          (select count(*)::int from tellings where run = ${run.held.run}) as tellings,
          (select count(*)::int from deleted_runs) as runs`),
      );
      return found;
    };
    await deleteRuns(db, [run.key]);
    expect(await left()).toEqual({ rows: 5_000, tellings: 1, runs: 1 });

    let parts = 0;
    const dying = new Proxy(db, {
      get(target, name) {
        if (name !== "execute") return Reflect.get(target, name);
        return (...given: Parameters<Database["execute"]>) => {
          if (parts++ === 2) throw new Error("killed");
          return target.execute(...given);
        };
      },
    });
    await expect(sweep(dying)).rejects.toThrow("killed");
    const { rows } = (await left()) as { rows: number };
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(5_000);
    await sweep(db);
    expect(await left()).toEqual({ rows: 0, tellings: 0, runs: 0 });
    expect(await other.rows()).toHaveLength(1);
  });

  test("rows whose ids lie as far apart as they can are found and deleted at no more cost than their neighbours", async () => {
    const run = await start();
    await run.add(
      [row(0, "low"), { ...row(1, "high"), id: 2 ** 31 - 2 }, { ...row(2, "highest"), id: 2 ** 31 - 1 }],
      true,
    );
    await endRun(db, run.held, { state: "stopped", halt: null, code: null });
    let asked = 0;
    const counting = new Proxy(db, {
      get(target, name) {
        asked++;
        return Reflect.get(target, name);
      },
    });
    const found = await listRows(counting, run.held.run, { states: ["stopped"], search: "", after: -1 }, 10);
    expect(found.map(({ userId }) => userId)).toEqual(["low", "high", "highest"]);
    expect((await all(rowPages(counting, run.held.run, { states: [], search: "high" }))).at(-1)?.rows).toBe(
      2,
    );
    await deleteRuns(db, [run.key]);
    await sweep(counting);
    expect(await run.rows()).toEqual([]);
    expect(asked).toBeLessThan(100);
  });

  test("all rows of a run are read to the last one, and never a part of them as if it were all", async () => {
    const run = await start();
    const ids = Array.from({ length: 2_500 }, (_, id) => id);
    await run.add(
      ids.map((id) => row(id, `report ${id}`)),
      true,
    );
    await endRun(db, run.held, { state: "stopped", halt: null, code: null });
    expect((await all(allRows(db, run.held.run))).flat().map(({ id }) => id)).toEqual(ids);
    const reading = allRows(db, run.held.run);
    expect((await reading.next()).value).toHaveLength(1_000);
    await deleteRuns(db, [run.key]);
    await sweep(db);
    await expect(reading.next()).rejects.toThrow("deleted");
  });

  test("tells where the pages of a run's rows begin, also of those that a filter lets through", async () => {
    const run = await start();
    // Ids with gaps, and more of them than are counted at once.
    const ids = Array.from({ length: 450 }, (_, at) => 7 + 100 * at);
    await run.add(
      ids.map((id, at) => row(id, `${at % 2 ? "odd" : "even"} ${at}`)),
      true,
    );
    const pages = async (search: string, states: RowQuery["states"] = []) => {
      const told = await all(rowPages(db, run.held.run, { states, search }));
      return { rows: told.at(-1)?.rows ?? 0, afters: told.flatMap(({ afters }) => afters) };
    };
    expect(await pages("")).toEqual({ rows: 450, afters: [6, 20_006, 40_006] });
    expect(await pages("odd")).toEqual({ rows: 225, afters: [106, 40_106] });
    expect(await pages("none")).toEqual({ rows: 0, afters: [] });
    expect(await pages("", ["verified"])).toEqual({ rows: 0, afters: [] });
    const second = await listRows(db, run.held.run, { states: [], search: "odd", after: 40_106 }, 200);
    expect(second.map(({ userId }) => userId)).toEqual(
      Array.from({ length: 25 }, (_, at) => `odd ${401 + 2 * at}`),
    );
  });

  test("hands out the rows that another attempt would take, as Import would", async () => {
    const run = await start();
    const outcomes: FinalOutcome[] = [
      { state: "refused", code: "user_not_found" },
      { state: "verified" },
      { state: "mismatch", code: "absent" },
      { state: "mismatch", code: "different" },
      { state: "skipped", code: "has_otp" },
      { state: "unknown", code: "reset" },
      { state: "stopped" },
      { state: "accepted" },
    ];
    await run.add(
      outcomes.map((_, at) => row(at, `user ${at}`)),
      true,
    );
    for (const [at, outcome] of outcomes.entries()) await run.settle(at + 1, [at], outcome);
    const taken = (await all(failedRows(db, run.held.run))).flat();
    expect(taken.map(({ userId }) => userId)).toEqual(
      outcomes.flatMap((outcome, at) => (retryOf(outcome) === "failed" ? [`user ${at}`] : [])),
    );
    expect(taken[0]).toEqual({ source: 0, line: 2, userId: "user 0" });
  });
});

test("a data folder is for one console at a time", async () => {
  const own = await freshDataFolder();
  const first = await openDatabase({ folder: own });
  await expect(openDatabase({ folder: own })).rejects.toThrow(
    /^Another console uses the data folder .*FERRY_DATA/,
  );
  await first.close();
  await (await openDatabase({ folder: own })).close();
  rmSync(own, { recursive: true });
});

test("a data folder is made where there is none", async () => {
  const parent = mkdtempSync(join(tmpdir(), "otp-ferry-new-"));
  const made = await openDatabase({ folder: join(parent, "data") });
  expect(rowsOf(await made.db.execute(sql`select count(*)::int as runs from runs`))).toEqual([{ runs: 0 }]);
  await made.close();
  rmSync(parent, { recursive: true });
}, 60_000);
