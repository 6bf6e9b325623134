import { ManagementClient } from "authing-node-sdk";
import { startConsole } from "@/e2e/support/console-server";
import { RunClient } from "@/e2e/support/run-client";
import type { ImportRow } from "@/lib/otp/import-request";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { seedPool } from "@/lib/sandbox/pool";
import { BATCH, type Faults, faultyPlaces, leastCalls } from "./least-calls";
import { callsOf, megabytes, processorMs, startPool } from "./processes";
import { medians } from "./report";

const WARM_UP = 2_000;
const AT_ONCE = 4;
/** So many has the largest pool. */
const MOST_USERS = 1_000_000;

export type RunCase = { rows: number; turns: number; latencyMs: number; faults: Faults };

async function bareLoop(sdk: ManagementClient, rows: readonly ImportRow[]): Promise<number> {
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

/** What others ask of the console while a run is under way, and the slowest answer. */
class Others {
  slowestMs = 0;
  peakMb = 0;
  readonly #paths: (() => string)[];
  readonly #server: { url: string; pid: number };
  /** The run under way. */
  run = "";

  constructor(server: { url: string; pid: number }) {
    this.#server = server;
    const ofRun = (rest: string) => () => `/api/runs/${this.run}/${rest}`;
    const pages = ["/", "/history", "/api/runs"].map((path) => () => path);
    this.#paths = [...pages, ofRun("rows"), ofRun("rows?search=nobody"), ofRun("pages")];
  }

  async warmUp(): Promise<void> {
    for (let times = 0; times < 5; times++) for (const path of this.#paths) await this.#open(path());
    this.slowestMs = 0;
  }

  /** Asks again and again until it is told to stop. */
  watch(): () => Promise<void> {
    let over = false;
    const watching = (async () => {
      for (let turn = 0; !over; turn++) {
        this.peakMb = Math.max(this.peakMb, megabytes(this.#server.pid));
        await this.#open(this.#paths[turn % this.#paths.length]?.() ?? "/").catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    })();
    return () => {
      over = true;
      return watching;
    };
  }

  async #open(path: string): Promise<void> {
    const began = performance.now();
    const page = await fetch(this.#server.url + path);
    // The first answer counts: what streams goes on for as long as there is something.
    await page.body?.getReader().read();
    this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
  }
}

/**
 * How fast rows go through the built console, with its ledger, beside a bare loop over importOtp: the same batches, as many at
 * once, nothing read back, the sandbox in a process of its own. Both are warm, and take turns. The bare loop leaves out rows
 * at fault, which are users that are not in the pool.
 */
export async function measureRun({
  rows,
  turns,
  latencyMs,
  faults,
}: RunCase): Promise<Record<string, number>> {
  const size = Math.min(MOST_USERS, Math.ceil(rows * 1.2));
  const { target, child } = await startPool(size, latencyMs);
  const users = seedPool(size).filter(({ status }) => status === "Activated");
  const count = Math.min(rows, users.length);
  const faulty = faultyPlaces(count, faults);
  const sdk = new ManagementClient({ ...target });
  const server = await startConsole(target, { nodeFlags: [] });
  const client = new RunClient(server.url);
  const others = new Others(server);

  /** Other secrets each time: what GenAuth holds already would not be sent again. */
  const rowsOf = (turn: number, most: number): ImportRow[] => {
    const secret = `GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ${"ABCDEFGHIJKLMNOP"[turn % 16]}`;
    return users.slice(0, most).map(({ userId }, id) => ({
      id,
      source: 0,
      line: id + 2,
      userId: faulty.has(id) ? `${userId.slice(0, -4)}gone` : userId,
      secret,
    }));
  };
  const throughConsole = async (its: readonly ImportRow[]): Promise<number> => {
    const began = performance.now();
    const options = { ...DEFAULT_OPTIONS, verify: "none" as const, before: "blind" as const };
    const key = await client.begin(its, options, (opened) => {
      others.run = opened;
    });
    const { counts } = await client.end(key);
    const bad = its.filter(({ id }) => faulty.has(id)).length;
    if ((counts.accepted ?? 0) !== its.length - bad || (counts.refused ?? 0) !== bad)
      throw new Error(`Not all came in: ${JSON.stringify(counts)}`);
    return performance.now() - began;
  };
  const good = (its: readonly ImportRow[]) => its.filter(({ id }) => !faulty.has(id));

  try {
    await bareLoop(sdk, good(rowsOf(0, WARM_UP)));
    await throughConsole(rowsOf(1, Math.min(count, WARM_UP)));
    await others.warmUp();
    const measured: Record<string, number>[] = [];
    for (let turn = 1; turn <= turns; turn++) {
      const bareMs = await bareLoop(sdk, good(rowsOf(2 * turn, count)));
      const before = await callsOf(target);
      const spent = processorMs(server.pid);
      const unwatch = others.watch();
      const ms = await throughConsole(rowsOf(2 * turn + 1, count));
      await unwatch();
      const calls = (await callsOf(target)) - before;
      const least = leastCalls(count, faulty.size, faults);
      measured.push({
        bareRowsPerSecond: ((count - faulty.size) / bareMs) * 1000,
        rowsPerSecond: (count / ms) * 1000,
        percentOfBare: (((count / ms) * bareMs) / (count - faulty.size)) * 100,
        processorUsPerRow: ((processorMs(server.pid) - spent) / count) * 1000,
        badRows: faulty.size,
        calls,
        leastCalls: least,
        callsPercentOfLeast: (calls / least) * 100,
      });
      process.stderr.write(`${count} rows, ${faults}: ${JSON.stringify(measured.at(-1))}\n`);
    }
    return { ...medians(measured), memoryMb: others.peakMb, slowestAnswerMs: others.slowestMs };
  } finally {
    await server.kill();
    child.kill();
  }
}
