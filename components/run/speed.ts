export type Sample = { /** Unix milliseconds. */ at: number; done: number };

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
