import type { FinalCounts, RunView } from "@/lib/otp/run-view";

export type Sample = { /** Milliseconds, by a clock that nobody sets. */ at: number; done: number };

/**
 * The part of a run that takes time. Rows that an earlier run has brought in are done as they come up, thousands a second:
 * they say nothing of how long the others take. Of those that are still to come up, as many are thought to be such.
 * @returns rows `done` by asking GenAuth, and how many of these there will be in all; null while nobody can tell
 */
export function carriedOf({
  total,
  received,
  counts,
  pace,
}: Pick<RunView, "total" | "received" | "pace"> & { counts: FinalCounts }): {
  done: number;
  total: number;
} | null {
  // Without a word of the replica that carries it, rows have to be up before the others can be told from them.
  if (!pace && received < total) return null;
  const recalled = pace?.recalled ?? 0;
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0) - recalled;
  const share = received > 0 ? 1 - recalled / received : 1;
  return { done, total: received - recalled + Math.round((total - received) * share) };
}

/** How far back the speed is measured: a run's pace changes with what GenAuth allows, and pauses that it asks for count. */
const WINDOW_MS = 30_000;
/** Samples that lie closer together are one. */
const APART_MS = 250;

/** The samples of the last half minute with one more. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const kept = samples.filter(({ at }) => sample.at - at <= WINDOW_MS);
  const [before, last] = kept.slice(-2);
  if (before && last && last.at - before.at < APART_MS) kept.pop();
  return [...kept, sample];
}

/** Rows a second over the samples, and seconds left at that speed; null while there is too little to tell. */
export function speedOf(
  samples: readonly Sample[],
  total: number,
): { perSecond: number; secondsLeft: number | null } {
  const first = samples[0];
  const last = samples.at(-1);
  const seconds = first && last ? (last.at - first.at) / 1000 : 0;
  if (!first || !last || seconds < 0.5 || last.done <= first.done) return { perSecond: 0, secondsLeft: null };
  const perSecond = (last.done - first.done) / seconds;
  return { perSecond, secondsLeft: (total - last.done) / perSecond };
}
