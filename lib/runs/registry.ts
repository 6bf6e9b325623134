import "server-only";

import { createPace, type Pace } from "@/lib/import/pace";

/** How long a run without a chunk at work is remembered: a tab in the background may be slow to send the next one. */
const IDLE_MS = 15 * 60_000;

/** A run as this server process knows it. It holds no rows: those live only while their chunk is at work. */
export type LiveRun = {
  pace: Pace;
  /** The admin's Stop, for this chunk and all later ones. */
  stop: AbortController;
  /** A chunk is at work. */
  busy: boolean;
};

type Entry = LiveRun & { idle: NodeJS.Timeout | undefined };

// On globalThis, because Next bundles server actions and route handlers apart: a module variable would exist twice, and
// a Stop that arrives by a route handler would never find the run that an action has started.
const KEY = Symbol.for("otp-ferry.live-runs");
const shared = globalThis as typeof globalThis & { [KEY]?: Map<string, Entry> };

function runs(): Map<string, Entry> {
  shared[KEY] ??= new Map();
  return shared[KEY];
}

/** The owner is a part of the key: to anyone else a run is as unknown as one that never was. */
function keyOf(runId: string, ownerId: string): string {
  return JSON.stringify([ownerId, runId]);
}

function known(key: string): Entry {
  const entry = runs().get(key) ?? {
    pace: createPace(),
    stop: new AbortController(),
    busy: false,
    idle: undefined,
  };
  runs().set(key, entry);
  return entry;
}

/** Takes the run for one chunk, making it known if it is new. Null: another chunk of it is at work. */
export function takeRun(runId: string, ownerId: string): LiveRun | null {
  const entry = known(keyOf(runId, ownerId));
  if (entry.busy) return null;
  clearTimeout(entry.idle);
  entry.busy = true;
  return entry;
}

/** The chunk is done. What the run has learned is kept for the next chunk, for a while. */
export function releaseRun(runId: string, ownerId: string): void {
  const key = keyOf(runId, ownerId);
  const entry = runs().get(key);
  if (!entry) return;
  entry.busy = false;
  forgetLater(key, entry);
}

/**
 * Stops a run: what is under way is finished, nothing more is sent, in this chunk and in later ones. A Stop that
 * overtakes its run's first chunk holds for it too.
 * @returns false when this owner has had no such run so far
 */
export function stopRun(runId: string, ownerId: string): boolean {
  const key = keyOf(runId, ownerId);
  const before = runs().has(key);
  const entry = known(key);
  entry.stop.abort();
  if (!entry.busy) forgetLater(key, entry);
  return before;
}

function forgetLater(key: string, entry: Entry): void {
  clearTimeout(entry.idle);
  entry.idle = setTimeout(() => {
    runs().delete(key);
    entry.pace.close();
  }, IDLE_MS);
  entry.idle.unref();
}
