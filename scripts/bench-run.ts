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
 *     npm run bench:run -- 20000 3 25      three turns against a sandbox that takes 25 ms for each call
 */
const ROWS = Number(process.argv[2] ?? 100_000);
const TURNS = Number(process.argv[3] ?? 3);
const LATENCY_MS = Number(process.argv[4] ?? 0);
const WARM_UP = 2_000;
const BATCH = 50;
const AT_ONCE = 4;

async function startPool(): Promise<{ target: Target; child: ChildProcess }> {
  const behaviour = ["--users", String(Math.min(1_000_000, ROWS * 1.2)), "--latency-ms", String(LATENCY_MS)];
  const args = ["--import", "tsx", "scripts/sandbox.ts", ...behaviour];
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

/** Processor time of a process so far in ms, all its threads together, from /proc; 0 where there is none. */
function processorMs(pid: number): number {
  try {
    // Behind the name, which may hold anything, in ticks of 10 ms (proc(5)).
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ");
    const [user, system] = fields.split(" ").slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return 0;
  }
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
/** The slowest answer of each page or question during the runs, in ms. */
const slowest = new Map<string, number>();
/** The run under way. */
let under = "";

// So many has the largest pool.
const count = Math.min(ROWS, users.length);
const perSecond = (ms: number) => Math.round((count / ms) * 1000);

/** Other secrets each time: what GenAuth holds already would not be sent again. */
function rowsOf(turn: number, count: number): ImportRow[] {
  const secret = `GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ${"ABCDEFGHIJKLMNOP"[turn % 16]}`;
  return users.slice(0, count).map(({ userId }, id) => ({ id, source: 0, line: id + 2, userId, secret }));
}

async function throughConsole(rows: readonly ImportRow[]): Promise<{ ms: number; fedMs: number }> {
  const began = performance.now();
  const options = { ...DEFAULT_OPTIONS, verify: "none" as const, before: "blind" as const };
  const key = await client.begin(rows, options, (opened) => {
    under = opened;
  });
  const fedMs = performance.now() - began;
  const { counts } = await client.end(key);
  const ms = performance.now() - began;
  if (counts.accepted !== rows.length) throw new Error(`Not all were accepted: ${JSON.stringify(counts)}`);
  return { ms, fedMs };
}

const PAGES: Record<string, () => string> = {
  import: () => "/",
  history: () => "/history",
  "list of runs": () => "/api/runs",
  "its rows": () => `/api/runs/${under}/rows`,
  "its rows by user": () => `/api/runs/${under}/rows?search=nobody`,
};

async function openPage(name: string): Promise<void> {
  const path = PAGES[name]?.() ?? "/";
  const began = performance.now();
  const page = await fetch(server.url + path);
  await page.text();
  slowest.set(name, Math.max(slowest.get(name) ?? 0, performance.now() - began));
}

/** Opens a page and looks at the memory, again and again, until it is told to stop. */
function watchOthers(): () => Promise<void> {
  let over = false;
  const names = Object.keys(PAGES);
  const watching = (async () => {
    for (let turn = 0; !over; turn++) {
      peak = Math.max(peak, megabytes(server.pid));
      await openPage(names[turn % names.length] ?? "").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  })();
  return () => {
    over = true;
    return watching;
  };
}

try {
  await bareLoop(target, rowsOf(0, WARM_UP));
  await throughConsole(rowsOf(1, WARM_UP));
  for (let times = 0; times < 5; times++) for (const name of Object.keys(PAGES)) await openPage(name);
  slowest.clear();
  const ratios: number[] = [];
  for (let turn = 1; turn <= TURNS; turn++) {
    const bareMs = await bareLoop(target, rowsOf(2 * turn, count));
    const before = await calls(target);
    const spent = processorMs(server.pid);
    const unwatch = watchOthers();
    const { ms, fedMs } = await throughConsole(rowsOf(2 * turn + 1, count));
    await unwatch();
    const microseconds = ((processorMs(server.pid) - spent) / count) * 1000;
    const made = (await calls(target)) - before;
    ratios.push(bareMs / ms);
    console.log(
      `${count} rows: bare loop ${perSecond(bareMs)} rows/s; console ${perSecond(ms)} rows/s, ${(bareMs / ms).toFixed(2)} of it, ` +
        `all up after ${Math.round(fedMs)} ms, ${Math.round(microseconds)} µs of processor a row, ` +
        `${made} calls of at least ${Math.ceil(count / BATCH)}`,
    );
  }
  console.log(`median: ${median(ratios).toFixed(2)} of the bare loop`);
  console.log(`console's memory at most ${Math.round(peak)} MB`);
  const pages = [...slowest].map(([name, ms]) => `${name} ${Math.round(ms)}`);
  console.log(`other pages meanwhile, the slowest of each in ms: ${pages.join(", ")}`);
} finally {
  await server.kill();
  child.kill();
}
