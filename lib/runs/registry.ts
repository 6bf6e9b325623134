import "server-only";

import type { Ledger } from "@/lib/db/database";
import { buryDead } from "@/lib/db/run-end";
import type { LiveRun } from "./live-run";

// On globalThis, because Next bundles pages, actions and route handlers apart: a module variable would exist in each.
const KEY = Symbol.for("otp-ferry.live-runs");
const shared = globalThis as typeof globalThis & { [KEY]?: Map<string, LiveRun> };

/** The runs under way in this process, by key. */
export function liveRuns(): Map<string, LiveRun> {
  shared[KEY] ??= new Map();
  return shared[KEY];
}

/** Ends the runs of replicas that have died. To be called before anybody is told how runs stand. */
export async function buryOthers({ db, replica }: Ledger): Promise<void> {
  await buryDead(db, replica, [...liveRuns().keys()]);
}
