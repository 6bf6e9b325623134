"use client";

import { useEffect, useRef } from "react";
import type { SheetNews } from "@/lib/sheet/state";
import type { Pool } from "./earlier-run";
import { noteSetAside, type Retry, type RetryState, stampOf, useRetry, wantedOf } from "./retry";
import { getSession } from "./session";

export type RetryRows = RetryState & {
  /** Nothing may be imported: other rows than those of the retry may be ready, or they would go elsewhere. */
  waits: boolean;
  /** The rows would go to another pool than they did. */
  elsewhere: boolean;
};

/** Sets aside all rows but those of the retry as soon as their source has been read; null when nothing is retried. */
export function useRetryRows({ sources }: SheetNews, pool: Pool): RetryRows | null {
  const its = useRetry();
  const read = sources.filter(({ status, unsure }) => status === "ready" && !unsure);
  const due = its ? read.filter((source) => its.done.get(source.index)?.stamp !== stampOf(source)) : [];
  const asked = JSON.stringify(due.map(({ index }) => index));
  const asking = useRef<{ retry: Retry | null; stamps: Set<string> }>({ retry: null, stamps: new Set() });
  // Once for every set of sources, whatever else the worker tells, and once for every source of it.
  useEffect(() => {
    if (!its || asked === "[]") return;
    if (asking.current.retry !== its.retry) asking.current = { retry: its.retry, stamps: new Set() };
    const mine = asking.current;
    for (const source of due) {
      const stamp = stampOf(source);
      const own = `${source.index} ${stamp}`;
      if (mine.stamps.has(own)) continue;
      mine.stamps.add(own);
      void getSession()
        .client.sheet.setAside([source.index], wantedOf(its.retry, sources))
        .then((done) => {
          mine.stamps.delete(own);
          if (asking.current === mine) noteSetAside(source.index, { stamp, ...done });
        });
    }
  }, [its?.retry, asked]);

  if (!its) return null;
  const { host, pool: id } = its.retry.run;
  const elsewhere = host !== pool.host || id !== pool.pool;
  return { ...its, elsewhere, waits: elsewhere || due.length > 0 };
}
