import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { type ConsoleServer, startConsole } from "@/e2e/support/console-server";
import { type Person, people } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import type { BehaviourPatch } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";

/** `npm run test:faults` has more of them; here a few, with the same beginning. */
const KILLS = Number(process.env.FERRY_KILLS ?? 5);
/** Where to go on when the long form did not come to its end. */
const FIRST = Number(process.env.FERRY_FIRST_KILL ?? 0);
const LONG = KILLS > 5;
/** So many of one console: each such part has moments of its own, and two parts go at once. */
const IN_PART = 25;
const SEED = Number(process.env.FERRY_SEED ?? 20_261_122);
const ROWS = 120;

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const BAD_ROWS = ["refuse-all", "store-good", "stop-at-bad", "store-good-answer-200"] as const;
const EXISTING = ["overwrite", "conflict", "ignore"] as const;
const QUICK_FAULTS = [
  "none",
  "reset-before",
  "reset-after",
  "reset-during",
  "cut-during",
  "status-500",
  "status-502",
  "html",
  "truncated",
  "empty",
] as const;
/** Each of them takes as long as the SDK waits for an answer: once a part. */
const SLOW_FAULTS = ["timeout-before-store", "timeout-after-store", "stall-during"] as const;
const FAULTS = [...QUICK_FAULTS, ...(LONG ? SLOW_FAULTS : [])];

/** What the ledger says of every row, held against what the pool holds. */
async function expectTrue(
  client: RunClient,
  key: string,
  persons: readonly Person[],
  sandbox: RunningSandbox,
  bad: ReadonlySet<string>,
): Promise<void> {
  const rows = await client.rows(key);
  const { counts, total, received } = await client.view(key);
  expect(rows.map(({ userId }) => userId).sort()).toEqual(persons.map(({ userId }) => userId).sort());
  expect([total, received]).toEqual([persons.length, persons.length]);
  const counted: Record<string, number> = {};
  for (const { outcome } of rows) counted[outcome.state] = (counted[outcome.state] ?? 0) + 1;
  expect(counts, "totals add up").toEqual(counted);
  const secrets = new Map(persons.map(({ userId, secret }) => [userId, secret]));
  for (const { userId, outcome } of rows) {
    const holds = sandbox.stored(userId)?.secret === secrets.get(userId);
    const why = `${userId} ${JSON.stringify(outcome)}`;
    expect(["verified", "refused", "mismatch"], why).toContain(outcome.state);
    expect(holds, why).toBe(outcome.state === "verified");
    expect(bad.has(userId), why).toBe(outcome.state !== "verified");
  }
}

for (let part = Math.floor(FIRST / IN_PART) * IN_PART; part < KILLS; part += IN_PART) {
  const last = Math.min(part + IN_PART, KILLS);
  test(`kill -9 at moments ${part} to ${last - 1}: after going on, the ledger says of every row what the pool holds`, () =>
    killAndGoOn(last - part, SEED + part));
}

async function killAndGoOn(kills: number, seed: number): Promise<void> {
  test.setTimeout(kills * 90_000);
  const random = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const sandbox = await startSandbox({ users: kills * ROWS * 2 + 1_000 });
  const all = people(sandbox, kills * ROWS);
  let server: ConsoleServer = await startConsole(sandbox);
  const { data } = server;
  try {
    for (let kill = 0; kill < kills; kill++) {
      const persons = all.slice(kill * ROWS, (kill + 1) * ROWS);
      const bad = new Set(persons.filter(() => random() < 0.02).map(({ userId }) => userId));
      const behaviour: BehaviourPatch = {
        badRow: pick(BAD_ROWS),
        existing: pick(EXISTING),
        refuseUsers: [...bad].map((userId) => `${userId}:400`),
        latencyMs: Math.floor(random() * 40),
        fault: kill < FAULTS.length ? (FAULTS[kill] ?? "none") : pick(QUICK_FAULTS),
        faultStores: random() < 0.5,
        faultTimes: 1 + Math.floor(random() * 3),
      };
      await test.step(JSON.stringify({ kill, ...behaviour, refuseUsers: bad.size }), async () => {
        sandbox.set(behaviour);
        let client = new RunClient(server.url);
        const moment = random() * 900;
        const killed = sleep(moment).then(() => server.kill());
        // At some moments it dies before it has the rows, at some when it has long been done.
        const first = await client.begin(rowsOf(persons)).catch(() => null);
        await killed;
        sandbox.set({ fault: "none", latencyMs: 0 });
        server = await startConsole(sandbox, { data });
        client = new RunClient(server.url);
        const before = first ? await client.rows(first) : [];
        if (first) expect(["interrupted", "done"]).toContain((await client.view(first)).state);
        const verified = new Set(
          before.filter(({ outcome }) => outcome.state === "verified").map(({ userId }) => userId),
        );
        for (const userId of verified)
          expect(sandbox.stored(userId)?.secret).toBe(persons.find((one) => one.userId === userId)?.secret);
        const sent = sandbox.requests().imports.length;
        const again = await client.begin(rowsOf([...persons].sort(() => random() - 0.5)));
        expect((await client.end(again)).state).toBe("done");
        await expectTrue(client, again, persons, sandbox, bad);
        const twice = sandbox
          .requests()
          .imports.slice(sent)
          .flatMap(({ userIds }) => userIds)
          .filter((userId) => verified.has(userId));
        expect(twice, "what was verified is not sent again").toEqual([]);
      });
    }
  } catch (error) {
    // The moment will not come again: what the server has said of it is kept.
    await test.info().attach("server", { body: server.output(), contentType: "text/plain" });
    throw error;
  } finally {
    await server.kill();
    await sandbox.close();
  }
}
