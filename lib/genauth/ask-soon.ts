import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ManagementClient } from "authing-node-sdk";
import type { Call } from "./client";
import { judge, type Verdict } from "./verdict";
import type { Wire } from "./wire";

/** Somebody waits for the answer: one more try, and none that takes longer than this. */
const LONGEST_WAIT_MS = 2_000;
const USUAL_WAIT_MS = 600;

export type Answer = { verdict: Verdict; wire: Wire };

/** Asks a question that changes nothing and that somebody waits for: once, and once more when GenAuth asks to slow down. */
export async function askSoon(
  call: Call,
  ask: (client: ManagementClient) => Promise<unknown>,
  signal: AbortSignal,
): Promise<Answer> {
  const wire = await call(ask);
  const verdict = judge(wire);
  if (verdict.kind !== "throttled" || signal.aborted) return { verdict, wire };
  const wait = verdict.retryAfterMs ?? USUAL_WAIT_MS;
  if (wait > LONGEST_WAIT_MS) return { verdict, wire };
  await sleep(wait, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) return { verdict, wire };
  const again = await call(ask);
  return { verdict: judge(again), wire: again };
}
