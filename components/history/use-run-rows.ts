"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { useSettled } from "@/components/table/use-settled";
import type { RowQuery } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { type PagerState, RowPager } from "./row-pager";

/** What is typed is asked for when typing has stopped for so long; a run under way is looked at so often. */
const SETTLE_MS = 250;
const LOOK_MS = 2_000;
/** Counting a million rows takes a second of the ledger's time: at most one part in so many of it. */
const REST = 10;

export type RunRows = PagerState & {
  pager: RowPager;
  /** What they are the answer to, as text. */
  asked: string;
};

const nothing = () => () => undefined;

/** The rows of a run that a filter lets through; null until there is an answer. What is shown stays until the next. */
export function useRunRows(
  run: RunView,
  state: RowQuery["states"][number] | null,
  search: string,
): RunRows | null {
  const { key } = run;
  const typed = useSettled(search, SETTLE_MS);
  const [shown, setShown] = useState<{ pager: RowPager; asked: string } | null>(null);
  useEffect(() => {
    const pager = new RowPager(key, { states: state === null ? [] : [state], search: typed });
    const off = pager.subscribe(() => {
      const { rows, first, counted, failed, gone } = pager.state();
      if (first.length === 0 && !failed && !gone && !(counted && rows.length === 0)) return;
      off();
      setShown({ pager, asked: JSON.stringify([state, typed]) });
    });
    void pager.count();
    return () => pager.close();
  }, [key, state, typed]);

  const pager = shown?.pager ?? null;
  const live = run.endedAt === null;
  // A run that has ended changes only when somebody looks at GenAuth again.
  const stamp = live ? "" : JSON.stringify(run.counts);
  useEffect(() => {
    if (stamp !== "") void pager?.count();
  }, [pager, stamp]);
  useEffect(() => {
    if (!pager || !live) return;
    let timer: ReturnType<typeof setTimeout>;
    const lookAfter = (ms: number) => {
      timer = setTimeout(async () => {
        const began = performance.now();
        await pager.count();
        lookAfter(Math.max(LOOK_MS, REST * (performance.now() - began)));
      }, ms);
    };
    lookAfter(LOOK_MS);
    return () => clearTimeout(timer);
  }, [pager, live]);

  const its = useSyncExternalStore(pager?.subscribe ?? nothing, pager?.state ?? (() => null), () => null);
  return shown && its ? { ...its, ...shown } : null;
}
