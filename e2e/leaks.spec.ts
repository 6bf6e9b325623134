import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { base32nopad } from "@scure/base";
import { type ConsoleServer, startConsole } from "@/e2e/support/console-server";
import { file, table } from "@/e2e/support/files";
import { findMarks, findMarksInFile, type Mark, writtenSince } from "@/e2e/support/marks";
import { type Person, people, recoveryCodeOf } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { expect, test } from "@/e2e/support/test";
import { behaviourSchema, FAULTS } from "@/lib/sandbox/behaviour";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { startPostgres } from "@/scripts/support/test-database";

/** Each of them takes as long as the SDK waits for an answer, again and again. */
const SLOW = ["timeout-before-store", "timeout-after-store", "stall-during"];

function marked(sandbox: RunningSandbox, count: number): { persons: Person[]; marks: Mark[] } {
  const persons = people(sandbox, count).map((person) => ({
    ...person,
    secret: base32nopad.encode(randomBytes(20)),
    recoveryCode: recoveryCodeOf(randomBytes(8).toString("hex")),
  }));
  const marks = persons.flatMap(({ userId, secret, recoveryCode }) => [
    { name: `the secret of ${userId}`, text: secret },
    { name: `the recovery code of ${userId}`, text: recoveryCode },
  ]);
  return { persons, marks };
}

/** One row under each way in which GenAuth can fail, and each in which it can answer. */
async function everyFault(sandbox: RunningSandbox, server: ConsoleServer): Promise<Mark[]> {
  const client = new RunClient(server.url);
  const { badRow, errorsAs, noSecretAs, secretBackAs, existing } = behaviourSchema.shape;
  const patches = [
    ...FAULTS.filter((fault) => !SLOW.includes(fault)).map((fault) => ({ fault })),
    ...badRow.unwrap().options.map((value) => ({ badRow: value })),
    ...errorsAs.unwrap().options.map((value) => ({ errorsAs: value })),
    ...noSecretAs.unwrap().options.map((value) => ({ noSecretAs: value })),
    ...secretBackAs.unwrap().options.map((value) => ({ secretBackAs: value })),
    ...existing.unwrap().options.map((value) => ({ existing: value })),
  ];
  const { persons, marks } = marked(sandbox, patches.length * 2);
  for (const [at, patch] of patches.entries()) {
    const pair = persons.slice(at * 2, at * 2 + 2);
    await sandbox.reset();
    sandbox.set({ ...patch, ...("fault" in patch ? {} : { refuseUsers: [`${pair[0]?.userId}:400`] }) });
    const key = await client.begin(rowsOf(pair));
    const end = client.end(key);
    // A fault that does not pass would be waited for.
    await Promise.race([end, sleep(400)]);
    await client.command(key, "stop");
    await end;
    for (const format of ["csv", "xlsx", "json"]) {
      const report = await fetch(`${server.url}/api/runs/${key}/report?format=${format}`);
      expect(
        findMarks(marks, { report: Buffer.from(await report.arrayBuffer()).toString("latin1") }),
      ).toEqual([]);
    }
  }
  await sandbox.reset();
  return marks;
}

test("whatever GenAuth does, no secret is in the output, the built-in database and its log of changes", async () => {
  test.setTimeout(300_000);
  const sandbox = await startSandbox();
  const server = await startConsole(sandbox, { env: { FERRY_LOG_LEVEL: "trace" } });
  const marks = await everyFault(sandbox, server);
  const audit = await (await fetch(`${server.url}/api/audit/export?format=json`)).text();
  await server.kill();
  expect(server.output(), "calls are indeed logged").toContain('"call":"import-otp"');
  expect(audit).toContain("run_ended");
  expect(findMarks(marks, { output: server.output(), audit, ...writtenSince(server.data, 0) })).toEqual([]);
  await sandbox.close();
});

/** Which marks are in the heap of a server whose NODE_OPTIONS have it write snapshots into a folder. */
async function findInHeap(marks: readonly Mark[], server: ConsoleServer, folder: string): Promise<string[]> {
  server.signal("SIGUSR2");
  const snapshot = () => readdirSync(folder).find((name) => name.endsWith(".heapsnapshot"));
  let name = snapshot();
  for (; name === undefined; name = snapshot()) await sleep(50);
  // While it writes, it answers nobody, and lets go connections that have waited.
  const live = () =>
    fetch(`${server.url}/api/health/live`).then(
      ({ status }) => status,
      () => "no answer",
    );
  await expect.poll(live, { timeout: 60_000 }).toBe(204);
  const path = join(folder, name);
  const found = findMarksInFile(marks, path);
  rmSync(path);
  return found;
}

test("when a run is over, none of its secrets is in the server's heap", async ({ app, sandbox, watch }) => {
  test.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), "otp-ferry-heap-"));
  const NODE_OPTIONS = `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`;
  const server = await startConsole(sandbox, { env: { NODE_OPTIONS, FERRY_LOG_LEVEL: "warn" } });
  watch.trust(server.url);
  const { persons, marks } = marked(sandbox, 12);
  const [byPage, byClient] = [persons.slice(0, 6), persons.slice(6)];
  const rows = byPage.map(({ userId, secret, recoveryCode }) => [userId, secret, recoveryCode]);
  await app.open(server.url);
  await app.choose(file("heap.csv", table([["userId", "secret", "recoveryCode"], ...rows])));
  await app.importAll(6);
  await app.expectCounts({ verified: 6 });

  // By the other door as well. While its rows are on their way they are in the heap, and are found there.
  sandbox.set({ latencyMs: 5_000 });
  const client = new RunClient(server.url);
  const key = await client.begin(rowsOf(byClient));
  await expect.poll(async () => (await client.view(key)).sentTo).toBeGreaterThanOrEqual(0);
  expect(await findInHeap(marks, server, folder)).not.toEqual([]);
  sandbox.set({ latencyMs: 0 });
  await client.end(key);
  for (const { userId, secret } of byPage) expect(sandbox.stored(userId)?.secret).toBe(secret);

  // V8 may keep the last string that it has worked on until it works on others: somebody else is answered first.
  let left = ["not looked yet"];
  for (let times = 0; times < 3 && left.length > 0; times++) {
    for (const path of ["/history", "/api/runs", "/users"]) await (await fetch(server.url + path)).text();
    left = await findInHeap(marks, server, folder);
  }
  expect(left).toEqual([]);
  await server.kill();
  rmSync(folder, { recursive: true });
});

test("a crash while secrets are in memory tells of none, and neither does a report of Node", async () => {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), "otp-ferry-crash-"));
  const { persons, marks } = marked(sandbox, 400);
  const [first] = persons;
  const bomb = join(folder, "bomb.mjs");
  // What it throws has a secret in its message, as a driver's or a parser's error could.
  const text = `Unexpected token in {"secret":"${first?.secret}"}`;
  writeFileSync(
    bomb,
    `import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("SIGUSR1", () => setImmediate(() => { throw new SyntaxError(${JSON.stringify(text)}); }));`,
  );
  const NODE_OPTIONS = `--import=${bomb} --report-on-signal --report-signal=SIGUSR2 --report-on-fatalerror --report-directory=${folder}`;
  const server = await startConsole(sandbox, { env: { NODE_OPTIONS } });
  sandbox.set({ latencyMs: 500 });
  await new RunClient(server.url).begin(rowsOf(persons));
  server.signal("SIGUSR2");
  const reports = () => readdirSync(folder).filter((name) => name.startsWith("report"));
  while (reports().length === 0) await sleep(50);
  server.signal("SIGUSR1");
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain('"event":"uncaught"');
  const read = reports().map((name) => [name, readFileSync(join(folder, name), "latin1")]);
  expect(findMarks(marks, { output: server.output(), ...Object.fromEntries(read) })).toEqual([]);
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

test("whatever GenAuth does, no secret is in PostgreSQL's files and its log of changes", async () => {
  test.setTimeout(300_000);
  const sandbox = await startSandbox();
  const postgres = await startPostgres();
  const url = await postgres.database("leaks");
  const server = await startConsole(sandbox, {
    env: {
      FERRY_LOG_LEVEL: "trace",
      DATABASE_URL: url,
      FERRY_SECRET: "a secret of the operator, long enough",
    },
  });
  const marks = await everyFault(sandbox, server);
  await server.kill();
  const places = { output: server.output(), ...writtenSince(postgres.folder, 0) };
  expect(Object.keys(places).some((name) => name.includes("pg_wal"))).toBe(true);
  expect(findMarks(marks, places)).toEqual([]);
  await postgres.stop();
  await sandbox.close();
});
