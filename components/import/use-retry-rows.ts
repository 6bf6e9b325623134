"use client";

import { useEffect } from "react";
import type { SheetNews } from "@/lib/sheet/state";
import type { Pool } from "./earlier-run";
import { noteSetAside, type RetryState, stampOf, useRetry, wantedOf } from "./retry";
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
  // Once for every set of sources, whatever else the worker tells.
  useEffect(() => {
    if (!its || asked === "[]") return;
    for (const source of due) {
      void getSession()
        .client.sheet.setAside([source.index], wantedOf(its.retry, sources))
        .then((done) => noteSetAside(source.index, { stamp: stampOf(source), ...done }));
    }
  }, [its?.retry, asked]);

  if (!its) return null;
  const { host, pool: id } = its.retry.run;
  const elsewhere = host !== pool.host || id !== pool.pool;
  return { ...its, elsewhere, waits: elsewhere || due.length > 0 };
}
