export type Sample = { /** Unix milliseconds. */ at: number; done: number };

/** How far back the speed is measured: a run's pace changes with what GenAuth allows. */
const WINDOW_MS = 10_000;

/** The samples of the last ten seconds with one more. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
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
