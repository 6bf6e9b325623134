import { isLive, type RunView } from "@/lib/otp/run-view";
import type { SourceView } from "@/lib/sheet/state";

/** The pool that rows would go to. */
export type Pool = { host: string; pool: string };

export type EarlierRun = { run: RunView; done: number };

/**
 * The latest run that has ended, into this pool and from these very files by name and size. The server is told nothing
 * for that; whether their rows are the same it finds out row by row, when they come up.
 * @param runs the latest first
 */
export function earlierRun(
  runs: readonly RunView[],
  sources: readonly Pick<SourceView, "name" | "size" | "rows">[],
  { host, pool }: Pool,
): EarlierRun | null {
  const files = sources.filter(({ name, rows }) => name !== "" && rows > 0);
  if (files.length === 0) return null;
  const run = runs.find(
    (one) =>
      !isLive(one.state) &&
      one.host === host &&
      one.pool === pool &&
      files.every((file) => one.sources.some(({ name, size }) => name === file.name && size === file.size)),
  );
  return run ? { run, done: (run.counts.verified ?? 0) + (run.counts.accepted ?? 0) } : null;
}
