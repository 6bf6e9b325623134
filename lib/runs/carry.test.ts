import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { base32nopad } from "@scure/base";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ledger } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open-database";
import { listRows } from "@/lib/db/row-reader";
import { findRun } from "@/lib/db/run-reader";
import { FakePool, type FakePoolOptions } from "@/lib/import/fake-pool";
import type { ImportPort } from "@/lib/import/port";
import { userId } from "@/lib/import/watched-run";
import type { ImportRow } from "@/lib/otp/import-request";
import type { Outcome } from "@/lib/otp/outcome";
import { type RunEvent, runEventSchema } from "@/lib/otp/run-event";
import { DEFAULT_OPTIONS, type RunOptions } from "@/lib/otp/run-view";
import { freshDataFolder } from "@/scripts/support/test-database";
import { commandRun, feedRun, startRun } from "./carry";
import { followRun } from "./follow-run";
import { liveRuns } from "./registry";

const SERVER_KEY = randomBytes(32);
const HOST = "https://genauth.example";

let folder: string;
let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  folder = await freshDataFolder();
  const open = await openDatabase({ folder });
  close = open.close;
  ledger = { db: open.db, replica: randomUUID(), alone: true };
}, 60_000);
afterAll(async () => {
  const left = [...liveRuns().values()];
  for (const run of left) run.obey("stop");
  await Promise.all(left.map((run) => run.ended));
  await close();
  rmSync(folder, { recursive: true });
});

const B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretOf = (id: number) =>
  `GEZDGNBVGY3TQOJQGEZDGNBVGY3TQ${B32[(id >> 10) & 31]}${B32[(id >> 5) & 31]}${B32[id & 31]}`;
const rowsFor = (count: number, from = 0): ImportRow[] =>
  Array.from({ length: count }, (_, at) => {
    const id = from + at;
    return { id, source: 0, line: id + 2, userId: userId(id), secret: secretOf(id) };
  });

/** A GenAuth whose calls take a real millisecond or so, so that a run is under way for a while. */
class SlowPool extends FakePool {
  override async send(...args: Parameters<ImportPort["send"]>) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    return super.send(...args);
  }
}

let pools = 0;

async function open(
  port: ImportPort,
  total: number,
  {
    pool = `pool-${pools++}`,
    options = {} as Partial<RunOptions>,
    feedMs = 60_000,
    who = "ann",
    over = ledger,
  } = {},
) {
  const key = randomUUID();
  const opening = { ledger: over, who, name: who, host: HOST, pool, port, feedMs };
  const sources = [{ name: "a.csv", size: 1 }];
  const request = {
    key,
    total,
    sources,
    options: { ...DEFAULT_OPTIONS, before: "blind" as const, ...options },
  };
  expect(await startRun(opening, request)).toEqual({ ok: true });
  const live = liveRuns().get(key);
  return {
    key,
    pool,
    again: (by = who) => startRun({ ...opening, who: by }, request),
    feed: (rows: ImportRow[], last = true, by = who) =>
      feedRun({ ledger, key, who: by, serverKey: SERVER_KEY }, { rows, last }),
    command: (command: "run" | "pause" | "stop") => commandRun(ledger, key, command),
    ended: live?.ended,
    live,
    view: async () => (await findRun(ledger.db, key))?.view,
    rows: async () => {
      const run = (await findRun(ledger.db, key))?.run ?? -1;
      return listRows(ledger.db, run, { states: [], search: "", after: -1 }, 10_000);
    },
    async follow(after: number | null = 0, leave = (_: RunEvent) => false) {
      const gone = new AbortController();
      const events: RunEvent[] = [];
      const last = new Map<number, Outcome>();
      for await (const event of followRun(ledger, key, after, gone.signal)) {
        events.push(runEventSchema.parse(event));
        if (event.type !== "outcomes") continue;
        for (const range of event.outcomes)
          for (let id = range.first; id <= range.last; id++) last.set(id, range.outcome);
        if (leave(event)) gone.abort();
      }
      return { events, last };
    },
  };
}

async function imported(port: FakePool, rows: ImportRow[], given: Parameters<typeof open>[2] = {}) {
  const run = await open(port, rows.length, given);
  await run.feed(rows);
  await run.ended;
  return run;
}

const sentBy = (port: FakePool) => port.sendings.flatMap(({ rows }) => rows.map((row) => row.userId));

describe("a run", () => {
  test("brings in as many rows as were announced, and none beyond", async () => {
    const port = new FakePool();
    const run = await open(port, 3);
    const rows = rowsFor(4);
    expect(await run.feed(rows)).toEqual({ ok: false, code: "malformed" });
    expect(await run.feed(rows.slice(0, 2), false)).toEqual({ ok: true });
    expect(await run.feed(rows.slice(2))).toEqual({ ok: false, code: "malformed" });
    expect(await run.feed(rows.slice(2, 3))).toEqual({ ok: true });
    await run.ended;
    expect(sentBy(port)).toEqual([0, 1, 2].map((id) => userId(id)));
  });

  test("goes on without anybody looking, and the ledger says of every row what the pool holds", async () => {
    const port = new SlowPool();
    const run = await imported(port, rowsFor(1_030));
    expect(await run.view()).toMatchObject({
      state: "done",
      received: 1_030,
      counts: { verified: 1_030 },
    });
    const rows = await run.rows();
    expect(rows.map(({ outcome }) => outcome.state)).toEqual(rows.map(() => "verified"));
    expect(rows[7]).toMatchObject({ line: 9, userId: userId(7), attempts: 1, outcome: { statusCode: 200 } });
    expect(port.sendings.length).toBe(21);
    expect(liveRuns().has(run.key)).toBe(false);
  });

  test("takes its rows in chunks, each once, in their order, and from who opened it", async () => {
    const port = new FakePool();
    const run = await open(port, 6);
    expect(await run.again(), "the answer had got lost").toEqual({ ok: true });
    expect(await run.again("eve")).toEqual({ ok: false, code: "over" });
    expect(liveRuns().get(run.key), "and it is the same run").toBe(run.live);
    expect(await run.feed(rowsFor(2), false)).toEqual({ ok: true });
    expect(await run.feed(rowsFor(2), false), "the answer had got lost").toEqual({ ok: true });
    expect(await run.feed(rowsFor(2, 1), false)).toEqual({ ok: false, code: "malformed" });
    expect(await run.feed(rowsFor(2, 2), false, "eve")).toEqual({ ok: false, code: "over" });
    expect(await run.again(), "rows have come up").toEqual({ ok: false, code: "over" });
    await Promise.all([run.feed(rowsFor(2, 2), false), run.feed(rowsFor(2, 4))]);
    await run.ended;
    expect(await run.view()).toMatchObject({ state: "done", received: 6, counts: { verified: 6 } });
    expect(sentBy(port)).toHaveLength(6);
    expect(await run.feed(rowsFor(1, 9))).toEqual({ ok: false, code: "over" });
  });

  test("takes a chunk whose coming in nobody has heard of, as the connection to the ledger broke", async () => {
    const port = new FakePool();
    const run = await open(port, 4);
    await run.feed(rowsFor(2), false);
    const { db } = ledger;
    const breaking = new Proxy(db, {
      get: (target, name) =>
        name === "execute"
          ? async (...given: Parameters<typeof db.execute>) => {
              await target.execute(...given);
              throw new Error("CONNECTION_CLOSED");
            }
          : Reflect.get(target, name),
    });
    const request = { rows: rowsFor(2, 2), last: true };
    const feeding = { ledger: { ...ledger, db: breaking }, key: run.key, who: "ann", serverKey: SERVER_KEY };
    await expect(feedRun(feeding, request)).rejects.toThrow("CONNECTION_CLOSED");
    expect(await run.feed(request.rows)).toEqual({ ok: true });
    await run.ended;
    expect(await run.view()).toMatchObject({ state: "done", received: 4, counts: { verified: 4 } });
    expect(sentBy(port)).toHaveLength(4);
  });

  test("leaves no row behind of a chunk that may have come in and never comes again", async () => {
    const run = await open(new FakePool(), 4);
    await run.feed(rowsFor(2), false);
    const { db } = ledger;
    const breaking = new Proxy(db, {
      get: (target, name) =>
        name === "execute"
          ? async (...given: Parameters<typeof db.execute>) => {
              await target.execute(...given);
              throw new Error("CONNECTION_CLOSED");
            }
          : Reflect.get(target, name),
    });
    const feeding = { ledger: { ...ledger, db: breaking }, key: run.key, who: "ann", serverKey: SERVER_KEY };
    await expect(feedRun(feeding, { rows: rowsFor(2, 2), last: false })).rejects.toThrow("CONNECTION_CLOSED");
    // Nothing more is to be sent, as far as who feeds it knows.
    expect(await run.feed([])).toEqual({ ok: true });
    await run.ended;
    expect(await run.view()).toMatchObject({ state: "done", received: 2, counts: { verified: 2 } });
    expect((await run.rows()).map(({ outcome }) => outcome.state)).toEqual(["verified", "verified"]);
  });

  test("stopped while a chunk is on its way to the ledger leaves none of its rows waiting", async () => {
    const { db } = ledger;
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let feeding: Promise<unknown> = Promise.resolve();
    let stopping = false;
    // The chunk comes in right after the run's end has looked at how many rows there are, if it does not wait for it.
    const ending = new Proxy(db, {
      get: (target, name) =>
        name === "select" && stopping
          ? (...given: Parameters<typeof db.select>) => ({
              from: (table: never) => ({
                where: async (which: never) => {
                  stopping = false;
                  const found = await target
                    .select(...given)
                    .from(table)
                    .where(which);
                  goOn();
                  await feeding;
                  return found;
                },
              }),
            })
          : Reflect.get(target, name),
    });
    const late = new Proxy(db, {
      get: (target, name) =>
        name === "execute"
          ? async (...given: Parameters<typeof db.execute>) => {
              await gate;
              return target.execute(...given);
            }
          : Reflect.get(target, name),
    });
    const run = await open(new FakePool(), 4, { over: { ...ledger, db: ending } });
    const rest = { ledger: { ...ledger, db: late }, key: run.key, who: "ann", serverKey: SERVER_KEY };
    feeding = feedRun(rest, { rows: rowsFor(4), last: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    stopping = true;
    await run.command("stop");
    setTimeout(goOn, 300);
    await run.ended;
    expect(await feeding).toEqual({ ok: false, code: "over" });
    expect((await run.rows()).map(({ outcome }) => outcome.state)).toEqual(Array(4).fill("stopped"));
    expect(await run.view()).toMatchObject({ state: "stopped", received: 4, counts: { stopped: 4 } });
  });

  test("is written down as on its way before it is sent", async () => {
    const seen: [number, number][] = [];
    const port = new FakePool();
    const send = port.send.bind(port);
    let key = "";
    port.send = async (rows) => {
      seen.push([(await findRun(ledger.db, key))?.view.sentTo ?? -1, rows.at(-1)?.id ?? 0]);
      return send(rows);
    };
    const run = await open(port, 300);
    key = run.key;
    await run.feed(rowsFor(300));
    await run.ended;
    expect(seen.length).toBe(6);
    for (const [written, sent] of seen) expect(written).toBeGreaterThanOrEqual(sent);
  });

  test("ends with what it has when the tab that feeds it is gone, and counts what is missing", async () => {
    const run = await open(new FakePool(), 10, { feedMs: 30 });
    await run.feed(rowsFor(4), false);
    await run.ended;
    expect(await run.view()).toMatchObject({
      state: "interrupted",
      total: 10,
      received: 4,
      counts: { verified: 4 },
    });
  });

  test("ended by GenAuth says why, of every row that was not sent", async () => {
    const port = new FakePool({ sendFault: () => ({ kind: "halted", code: "plan" }) });
    const run = await imported(port, rowsFor(500));
    expect(await run.view()).toMatchObject({ state: "halted", halt: "plan", counts: { stopped: 500 } });
    for (const { outcome } of await run.rows())
      expect(outcome).toMatchObject({ state: "stopped", code: "plan" });
  });
});

describe("what is known already", () => {
  test("is not sent again, and says when it was imported", async () => {
    const first = await imported(new FakePool(), rowsFor(60));
    const port = new FakePool();
    const changed = rowsFor(61)
      .reverse()
      .map((row, at) => ({ ...row, id: at }));
    const second = await imported(port, changed, { pool: first.pool });
    expect(sentBy(port)).toEqual([userId(60)]);
    const earlier = (await second.rows()).find((row) => row.userId === userId(3));
    expect(earlier?.outcome).toMatchObject({ state: "verified", earlier: expect.stringMatching(/^20/) });
    expect(earlier?.attempts).toBe(0);
    expect(await second.view()).toMatchObject({ counts: { verified: 61 } });
    expect(second.live?.view().pace).toMatchObject({ recalled: 60 });
  });

  test.each<[string, Partial<ImportRow>]>([
    ["another secret", { secret: secretOf(999) }],
    ["another recovery code", { recoveryCode: "b471-8ec0-874a-087f-bccb-cd54" }],
  ])("is sent when it has %s", async (_, change) => {
    const first = await imported(new FakePool(), rowsFor(1));
    const port = new FakePool();
    await imported(
      port,
      rowsFor(1).map((row) => ({ ...row, ...change })),
      { pool: first.pool },
    );
    expect(sentBy(port)).toEqual([userId(0)]);
  });

  test("of a user who is looked at afresh is looked at, and sent if it is not there any more", async () => {
    const port = new FakePool();
    const rows = rowsFor(1);
    const before = await imported(port, rows);
    const afresh = async () => {
      const run = await open(port, 1, { pool: before.pool, options: { before: "replace" } });
      const feeding = { ledger, key: run.key, who: "ann", serverKey: SERVER_KEY, afresh: true };
      expect(await feedRun(feeding, { rows, last: true })).toEqual({ ok: true });
      await run.ended;
      return run.rows();
    };
    expect(await afresh()).toMatchObject([{ outcome: { state: "verified" }, attempts: 0 }]);
    expect((await afresh())[0]?.outcome).not.toHaveProperty("earlier");
    expect(sentBy(port)).toHaveLength(1);
    port.holds.set(userId(0), "NEWER");
    expect(await afresh()).toMatchObject([{ outcome: { state: "verified" }, attempts: 1 }]);
    expect(sentBy(port)).toHaveLength(2);
  });

  test("is sent to another pool", async () => {
    await imported(new FakePool(), rowsFor(1));
    const port = new FakePool();
    await imported(port, rowsFor(1));
    expect(sentBy(port)).toHaveLength(1);
  });

  test("is settled by reading back where the run before left it in doubt", async () => {
    const doubt: FakePoolOptions = {
      sendFault: () => ({ kind: "doubtful", code: "timeout", stored: "yes" }),
      readFault: () => ({ kind: "doubtful", code: "timeout", stored: "no" }),
    };
    const first = await imported(new FakePool(doubt), rowsFor(5));
    expect(await first.view()).toMatchObject({ counts: { unknown: 5 } });
    const holds = new Map([
      [userId(0), secretOf(0)],
      [userId(1), secretOf(77)],
    ]);
    const port = new FakePool({ holds });
    const second = await imported(port, rowsFor(5), { pool: first.pool });
    expect(sentBy(port).sort()).toEqual([1, 2, 3, 4].map(userId));
    expect(await second.view()).toMatchObject({ counts: { verified: 5 } });
  });

  test("of a user whom another run has in hand is left to that run", async () => {
    const slow = await open(new FakePool(), 2);
    await slow.command("pause");
    await slow.feed(rowsFor(2), false);
    const port = new FakePool();
    const second = await imported(port, rowsFor(3), { pool: slow.pool });
    expect(sentBy(port)).toEqual([userId(2)]);
    expect((await second.rows())[0]?.outcome).toEqual({ state: "stopped", code: "claimed" });
    await slow.command("stop");
    await slow.ended;
  });
});

describe("Stop, Pause and Resume", () => {
  test("Stop: what is under way is finished, the rest is stopped, in the ledger as well", async () => {
    const port = new SlowPool();
    const run = await open(port, 3_000);
    for (let at = 0; at < 3; at++) await run.feed(rowsFor(1_000, at * 1_000), at === 2);
    expect(await run.command("stop")).toBe(true);
    const sent = port.sendings.length;
    await run.ended;
    expect(port.sendings.length - sent, "the four lists that were on their way").toBeLessThanOrEqual(4);
    const { counts, state } = (await run.view()) ?? {};
    expect(state).toBe("stopped");
    expect((counts?.verified ?? 0) + (counts?.stopped ?? 0)).toBe(3_000);
    expect(counts?.verified ?? 0).toBe(sentBy(port).length);
    expect(await run.command("stop")).toBe(false);
  });

  test("Pause: nothing new is sent until Resume", async () => {
    const port = new SlowPool();
    const run = await open(port, 500);
    await run.command("pause");
    await run.feed(rowsFor(500));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(port.sendings).toEqual([]);
    expect(run.live?.view().state).toBe("paused");
    await run.command("run");
    await run.ended;
    expect(await run.view()).toMatchObject({ counts: { verified: 500 } });
  });

  test("are heard also from another replica, by the ledger", async () => {
    const port = new FakePool();
    const run = await open(port, 2);
    await ledger.db.execute(sql`update runs set command = 'stop' where key = ${run.key}`);
    await run.ended;
    expect(await run.view()).toMatchObject({ state: "stopped" });
  });
});

test("a run that has lost its lease sends nothing more", async () => {
  const port = new SlowPool();
  const run = await open(port, 2_000);
  await run.feed(rowsFor(1_000), false);
  await ledger.db.execute(sql`update runs set owner = ${randomUUID()}::uuid where key = ${run.key}`);
  const before = port.sendings.length;
  await run.feed(rowsFor(1_000, 1_000));
  await run.ended;
  expect(port.sendings.length - before).toBeLessThanOrEqual(8);
  expect(await run.view()).toMatchObject({ state: "running" });
  await ledger.db.execute(sql`update runs set lease_until = now() - interval '1 s' where key = ${run.key}`);
  const { events } = await run.follow();
  expect(events.at(-1)).toMatchObject({ type: "end", run: { state: "interrupted" } });
});

describe("who follows a run", () => {
  test("hears of every row once, and how it ended, also from the middle on", async () => {
    const run = await open(new SlowPool(), 2_000);
    await run.feed(rowsFor(1_000), false);
    const first = await run.follow(0, (event) => event.type === "outcomes");
    const cursor = first.events.findLast((event) => event.type === "outcomes")?.cursor ?? 0;
    expect(cursor).toBeGreaterThan(0);
    await run.feed(rowsFor(1_000, 1_000));
    const second = await run.follow(cursor);
    expect(second.events.at(-1)).toMatchObject({
      type: "end",
      run: { state: "done", counts: { verified: 2_000 } },
    });
    const both = [...first.last.keys(), ...second.last.keys()];
    expect(both).toHaveLength(2_000);
    expect(new Set(both).size).toBe(2_000);
    const later = await run.follow(0);
    expect(later.last.size, "also when it is long over").toBe(2_000);
  });

  test("hears only how it goes when that is all that was asked", async () => {
    const run = await imported(new FakePool(), rowsFor(20));
    expect((await run.follow(null)).events.map(({ type }) => type)).toEqual(["end"]);
  });

  test("hears that there is no such run", async () => {
    const gone = new AbortController().signal;
    const events: RunEvent[] = [];
    for await (const event of followRun(ledger, randomUUID(), 0, gone)) events.push(event);
    expect(events).toEqual([{ type: "gone" }]);
  });
});

test("no secret and no recovery code is in the files of the ledger", async () => {
  const secret = base32nopad.encode(randomBytes(20));
  const recoveryCode = randomBytes(12).toString("hex");
  const marked = { id: 0, source: 0, line: 2, userId: "marked-user", secret, recoveryCode };
  await imported(new FakePool(), [marked]);
  await imported(new FakePool({ bad: new Map([["marked-user", "invalid"]]) }), [marked]);
  await ledger.db.execute(sql`checkpoint`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const holds = (needle: Buffer | string) => bytes.some((content) => content.includes(needle));
  expect(holds("marked-user"), "the files are indeed searched").toBe(true);
  const raw = Buffer.from(base32nopad.decode(secret));
  for (const needle of [secret, recoveryCode, raw, raw.toString("hex"), raw.toString("base64")])
    expect(holds(needle)).toBe(false);
  expect(holds(SERVER_KEY)).toBe(false);
});
