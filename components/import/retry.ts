import { useSyncExternalStore } from "react";
import type { FailedRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import type { SourceView } from "@/lib/sheet/state";

/** Rows of an earlier run that are to be sent again, and no others. */
export type Retry = { run: RunView; rows: readonly FailedRow[] };

/** Of one source: how it was read when its other rows were set aside, and what came of it. */
type Done = { stamp: string; kept: number; aside: number };
export type RetryState = { retry: Retry; done: ReadonlyMap<number, Done> };

/** One for the tab, like its sheet: it lasts until its run begins, or the table is cleared. */
let state: RetryState | null = null;
const listeners = new Set<() => void>();

function put(next: RetryState | null): void {
  state = next;
  for (const listener of listeners) listener();
}

export function holdRetry(retry: Retry | null): void {
  put(retry && { retry, done: new Map() });
}

/** There is another sheet now, in which nothing has been set aside. */
export function beginAgain(): void {
  holdRetry(state?.retry ?? null);
}

export function noteSetAside(source: number, done: Done): void {
  if (state) put({ ...state, done: new Map(state.done).set(source, done) });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRetry(): RetryState | null {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => null,
  );
}

/** By which it is seen that a source was read anew: then all of its rows are there again. */
export function stampOf({ rows, format, plan }: SourceView): string {
  return JSON.stringify([rows, format, plan]);
}

/** The rows to retry as the sheet finds them: lines are those of the files that the run was of, by name and size. */
export function wantedOf({ run, rows }: Retry, sources: readonly SourceView[]) {
  const numbers = run.sources.map(
    (its) => sources.find(({ name, size }) => name === its.name && size === its.size)?.index,
  );
  return {
    users: rows.map(({ userId }) => userId),
    lines: rows.flatMap(({ source, line, userId }) => {
      const index = numbers[source];
      return index === undefined ? [] : [{ source: index, line, userId }];
    }),
  };
}
