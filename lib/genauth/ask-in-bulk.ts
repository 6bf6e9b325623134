import "server-only";
import { setTimeout } from "node:timers/promises";
import { createPace, type Pace } from "@/lib/import/pace";
import type { ImportPort } from "@/lib/import/port";
import type { LookupEnd } from "@/lib/otp/user-lookup";
import { type Call, openCall } from "./client";
import type { Connection } from "./connection";
import { FoundQueue } from "./found-queue";

const TIMEOUT_MS = 15_000;
const CONCURRENCY = 4;

/** What every call of one look-up has at hand. */
export type BulkContext<Found> = {
  call: Call;
  pace: Pace;
  sleep: ImportPort["sleep"];
  /** Nothing is asked after it. */
  signal: AbortSignal;
  /** Takes what has become known. */
  queue: Pick<FoundQueue<Found>, "add">;
};

export type BulkOptions = {
  /** For each call, 15,000 by default. */
  timeoutMs?: number;
  /** How to wait; real time by default. */
  sleep?: ImportPort["sleep"];
};

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/**
 * Asks GenAuth about many users, four calls at once, and tells what it says as it comes. It starts with the first
 * `next()`. No answer holds the key or GenAuth's message, and nothing that the SDK throws gets out.
 * @param connection where to; trimmed values
 * @param total how many users are asked about, each told of at most once
 * @param signal nothing is asked after it; then `end` comes at once, and a call under way is not waited for
 * @param ask does the asking
 */
export async function* askInBulk<Found>(
  connection: Connection,
  total: number,
  signal: AbortSignal,
  options: BulkOptions,
  ask: (bulk: BulkContext<Found>) => Promise<void>,
): AsyncGenerator<{ type: "found"; users: Found[] } | LookupEnd, undefined> {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const pace = createPace({ concurrency: CONCURRENCY });
  const queue = new FoundQueue<Found>();
  const left = new AbortController();
  const over = AbortSignal.any([signal, left.signal]);
  const close = () => {
    // Whoever waits at the gate has to hear of it, or waits for ever.
    pace.close();
    pace.gate.review();
    queue.close();
  };
  over.addEventListener("abort", close, { once: true });

  const work = ask({ call, pace, sleep: options.sleep ?? sleepFor, signal: over, queue }).finally(close);
  work.catch(() => {});
  let told = 0;
  try {
    for (let users = await queue.take(); users; users = await queue.take()) {
      told += users.length;
      yield { type: "found", users };
    }
    if (!over.aborted) await work;
    yield { type: "end", halt: pace.halted, unanswered: total - told };
  } finally {
    left.abort();
  }
}
