import "server-only";

import { setTimeout as sleep } from "node:timers/promises";
import { liveRuns } from "./registry";

// On globalThis, because Next bundles actions, route handlers and instrumentation apart.
const KEY = Symbol.for("otp-ferry.closing");
const shared = globalThis as typeof globalThis & { [KEY]?: boolean };

/** This process is about to end: it takes no run and no rows any more. */
export function isClosing(): boolean {
  return shared[KEY] === true;
}

/**
 * Takes nothing more, lets what is under way in every run come to its end, and has the rest written down as `stopped`.
 * @param ms waits no longer: a run that is not over by then is found interrupted by whoever looks next
 * @returns how many are not over
 */
export async function closeRuns(ms: number): Promise<number> {
  shared[KEY] = true;
  const enough = sleep(ms, "enough" as const, { ref: false });
  // One that was being opened comes late.
  while (liveRuns().size > 0) {
    const runs = [...liveRuns().values()];
    for (const run of runs) run.leave();
    const over = Promise.allSettled(runs.map((run) => run.ended));
    if ((await Promise.race([over, enough])) === "enough") break;
  }
  return liveRuns().size;
}
