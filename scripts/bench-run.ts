import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ManagementClient } from "authing-node-sdk";
import { startConsole, type Target } from "@/e2e/support/console-server";
import { RunClient } from "@/e2e/support/run-client";
import type { ImportRow } from "@/lib/otp/import-request";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { seedPool } from "@/lib/sandbox/pool";
import { median } from "./bench/report";

/**
 * How fast rows go through the built console, with its ledger, beside a bare loop over importOtp: the same batches, as
 * many at once, nothing read back, a sandbox without latency in a process of its own. Both are warm, and take turns.
 *
 *     npm run bench:run -- 100000          rows; the median of 3 turns
 *     npm run bench:run -- 1000000 1       one turn
 */
const ROWS = Number(process.argv[2] ?? 100_000);
const TURNS = Number(process.argv[3] ?? 3);
const WARM_UP = 2_000;
const BATCH = 50;
const AT_ONCE = 4;

async function startPool(): Promise<{ target: Target; child: ChildProcess }> {
  const args = ["--import", "tsx", "scripts/sandbox.ts", "--users", String(Math.min(1_000_000, ROWS * 1.2))];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const part of child.stdout) {
    output += part;
    if (/SECRET=\S+/.test(output)) break;
  }
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? "";
  const target = {
    host: value("GENAUTH_HOST"),
    accessKeyId: value("ACCESS_KEY_ID"),
    accessKeySecret: value("ACCESS_KEY_SECRET"),
  };
  return { target, child };
}

let bare: ManagementClient | undefined;

async function bareLoop(target: Target, rows: readonly ImportRow[]): Promise<number> {
  bare ??= new ManagementClient({ ...target });
  const sdk = bare;
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < rows.length) {
      const part = rows.slice(next, next + BATCH);
      next += BATCH;
      await sdk.importOtp({ list: part.map(({ userId, secret }) => ({ userId, otp: { secret } })) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - began;
}

/** Resident memory of the console in MB, from /proc; 0 where there is none. */
function megabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function calls(target: Target): Promise<number> {
  const headers = { "x-sandbox-secret": target.accessKeySecret };
  const { requests } = (await (await fetch(`${target.host}/__sandbox`, { headers })).json()) as {
    requests: { counts: Record<string, number> };
  };
  return requests.counts["import-otp"] ?? 0;
}

const { target, child } = await startPool();
const users = seedPool(Math.min(1_000_000, ROWS * 1.2)).filter(({ status }) => status === "Activated");
const server = await startConsole(target);
const client = new RunClient(server.url);
let peak = 0;
let slowest = 0;

/** Other secrets each time: what GenAuth holds already would not be sent again. */
function rowsOf(turn: number, count: number): ImportRow[] {
  const secret = `GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ${"ABCDEFGHIJKLMNOP"[turn % 16]}`;
  return users.slice(0, count).map(({ userId }, id) => ({ id, source: 0, line: id + 2, userId, secret }));
}

async function throughConsole(rows: readonly ImportRow[]): Promise<{ ms: number; fedMs: number }> {
  const began = performance.now();
  const key = await client.begin(rows, { ...DEFAULT_OPTIONS, verify: "none", before: "blind" });
  const fedMs = performance.now() - began;
  const { counts } = await client.end(key);
  const ms = performance.now() - began;
  if (counts.accepted !== rows.length) throw new Error(`Not all were accepted: ${JSON.stringify(counts)}`);
  return { ms, fedMs };
}

async function openPage(): Promise<number> {
  const began = performance.now();
  const page = await fetch(`${server.url}/history`);
  await page.text();
  return performance.now() - began;
}

const perSecond = (ms: number) => Math.round((ROWS / ms) * 1000);

try {
  await bareLoop(target, rowsOf(0, WARM_UP));
  await throughConsole(rowsOf(1, WARM_UP));
  for (let times = 0; times < 5; times++) await openPage();
  const watch = setInterval(async () => {
    peak = Math.max(peak, megabytes(server.pid));
    slowest = Math.max(slowest, await openPage().catch(() => 0));
  }, 250);
  const ratios: number[] = [];
  for (let turn = 1; turn <= TURNS; turn++) {
    const bareMs = await bareLoop(target, rowsOf(2 * turn, ROWS));
    const before = await calls(target);
    const { ms, fedMs } = await throughConsole(rowsOf(2 * turn + 1, ROWS));
    const made = (await calls(target)) - before;
    ratios.push(bareMs / ms);
    console.log(
      `${ROWS} rows: bare loop ${perSecond(bareMs)} rows/s; console ${perSecond(ms)} rows/s, ${(bareMs / ms).toFixed(2)} of it, ` +
        `all up after ${Math.round(fedMs)} ms, ${made} calls of at least ${Math.ceil(ROWS / BATCH)}`,
    );
  }
  clearInterval(watch);
  console.log(`median: ${median(ratios).toFixed(2)} of the bare loop`);
  console.log(
    `console's memory at most ${Math.round(peak)} MB, slowest other page ${Math.round(slowest)} ms`,
  );
} finally {
  await server.kill();
  child.kill();
}
