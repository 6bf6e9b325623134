/** So often GenAuth's own Retry-After is taken at its word before the growing pause is the least. */
const TRUSTED_RETRY_AFTERS = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_THROTTLED_MS = 60_000;
const LONGEST_DOUBTED_MS = 30_000;
/** Who asks for a longer pause than this is not to be waited for inside a run. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** Rounds of "too many requests" without one success between them until the run gives up: about seven minutes. */
const MOST_THROTTLES = 12;
/** Rounds without a definite answer until the run gives up: about two minutes and the timeouts. */
const MOST_DOUBTS = 10;
/** The same after Stop, when nothing but reading back is left to do. */
const MOST_STOPPING = 3;

/** How long to pause before the next call, or that waiting has been long enough. */
export type Backoff = { kind: "pause"; ms: number } | { kind: "give_up" };

/** After the `nth` round of "too many requests" in a row. */
export function afterThrottle(nth: number, retryAfterMs: number | undefined, stopping: boolean): Backoff {
  if (nth >= (stopping ? MOST_STOPPING : MOST_THROTTLES)) return { kind: "give_up" };
  if (retryAfterMs !== undefined && retryAfterMs > LONGEST_RETRY_AFTER_MS) return { kind: "give_up" };
  if (retryAfterMs !== undefined && nth <= TRUSTED_RETRY_AFTERS) return { kind: "pause", ms: retryAfterMs };
  return { kind: "pause", ms: Math.max(grown(nth, LONGEST_THROTTLED_MS), retryAfterMs ?? 0) };
}

/** After the `nth` doubtful round in a row. One alone is the matter of its own list, and does not hold up the others. */
export function afterDoubt(nth: number, stopping: boolean): Backoff {
  if (nth >= (stopping ? MOST_STOPPING : MOST_DOUBTS)) return { kind: "give_up" };
  return { kind: "pause", ms: nth < 2 ? 0 : grown(nth - 1, LONGEST_DOUBTED_MS) };
}

function grown(nth: number, longestMs: number): number {
  return Math.min(longestMs, FIRST_PAUSE_MS * 2 ** (nth - 1));
}
