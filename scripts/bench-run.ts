import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ManagementClient } from "authing-node-sdk";
import { startConsole, type Target } from "@/e2e/support/console-server";
import { RunClient } from "@/e2e/support/run-client";
import type { ImportRow } from "@/lib/otp/import-request";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { seedPool } from "@/lib/sandbox/pool";

/**
 * How fast rows go through the built console, with its ledger, beside a bare loop over importOtp: the same batches, as
 * many at once, nothing read back, a sandbox without latency in a process of its own. `npm run bench:run -- 100000`.
 */
const ROWS = Number(process.argv[2] ?? 100_000);
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

async function bareLoop(target: Target, rows: readonly ImportRow[]): Promise<number> {
  const client = new ManagementClient({ ...target });
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < rows.length) {
      const part = rows.slice(next, next + BATCH);
      next += BATCH;
      await client.importOtp({ list: part.map(({ userId, secret }) => ({ userId, otp: { secret } })) });
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
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const rows = users.slice(0, ROWS).map(({ userId }, id) => ({ id, source: 0, line: id + 2, userId, secret }));
const server = await startConsole(target);
try {
  const bareMs = await bareLoop(target, rows);
  const before = await calls(target);
  const client = new RunClient(server.url);
  let peak = 0;
  let slowest = 0;
  const watch = setInterval(async () => {
    peak = Math.max(peak, megabytes(server.pid));
    const began = performance.now();
    const page = await fetch(`${server.url}/connection`).catch(() => null);
    await page?.text();
    slowest = Math.max(slowest, performance.now() - began);
  }, 250);
  const began = performance.now();
  const key = await client.begin(rows, { ...DEFAULT_OPTIONS, verify: "none", before: "blind" });
  const fedMs = performance.now() - began;
  const { counts } = await client.end(key);
  const ms = performance.now() - began;
  clearInterval(watch);
  const perSecond = (time: number) => Math.round((rows.length / time) * 1000);
  console.log(`rows ${rows.length}, outcomes ${JSON.stringify(counts)}`);
  console.log(`bare loop: ${perSecond(bareMs)} rows/s`);
  console.log(
    `console:   ${perSecond(ms)} rows/s (${(bareMs / ms).toFixed(2)} of it), all up after ${Math.round(fedMs)} ms`,
  );
  console.log(`calls: ${(await calls(target)) - before}, at least ${Math.ceil(rows.length / BATCH)}`);
  console.log(
    `console's memory at most ${Math.round(peak)} MB, slowest other page ${Math.round(slowest)} ms`,
  );
} finally {
  await server.kill();
  child.kill();
}
