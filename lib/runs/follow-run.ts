import "server-only";

import type { Ledger } from "@/lib/db/database";
import { findRun, toldSince } from "@/lib/db/run-reader";
import type { RunEvent } from "@/lib/otp/run-event";
import { isLive } from "@/lib/otp/run-view";
import type { LiveRun } from "./live-run";
import { buryOthers, liveRuns } from "./registry";

/** News of this process are gathered for so long; those of other replicas are looked for so often. */
const GATHER_MS = 60;
const LOOK_MS = 500;
/** Also when nothing happens, so that a broken connection is noticed. */
const QUIET_MS = 5_000;
const TELLINGS_AT_ONCE = 10;

function pause(ms: number, live: LiveRun | undefined, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      off?.();
      gone.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const off = live?.onChange(done);
    gone.addEventListener("abort", done, { once: true });
    if (gone.aborted) done();
  });
}

/**
 * Tells how a run goes until it is over, whichever replica carries it.
 * @param after the last cursor that the listener has heard, 0 for none: the outcomes after it are told; null: none are
 * @param gone the listener has left
 */
export async function* followRun(
  ledger: Ledger,
  key: string,
  after: number | null,
  gone: AbortSignal,
): AsyncGenerator<RunEvent, undefined> {
  const { db } = ledger;
  let cursor = after;
  let shown = "";
  let shownAt = 0;
  while (!gone.aborted) {
    const live = liveRuns().get(key);
    const version = live?.version;
    if (!live) await buryOthers(ledger);
    const stored = live ? null : await findRun(db, key);
    const view = live?.view() ?? stored?.view;
    if (!view) {
      yield { type: "gone" };
      return;
    }
    const told = live?.told ?? stored?.told ?? 0;
    while (cursor !== null && cursor < told && !gone.aborted) {
      const run = live?.held.run ?? stored?.run ?? -1;
      const news = live?.since(cursor) ?? (await toldSince(db, run, cursor, TELLINGS_AT_ONCE));
      if (news.length === 0) break;
      for (const { number, outcomes } of news) yield { type: "outcomes", cursor: number, outcomes };
      cursor = news.at(-1)?.number ?? told;
    }
    if (!isLive(view.state)) {
      yield { type: "end", run: view };
      return;
    }
    const text = JSON.stringify(view);
    if (text !== shown || performance.now() - shownAt > QUIET_MS) {
      yield { type: "progress", run: view };
      shown = text;
      shownAt = performance.now();
    }
    if (live) await pause(GATHER_MS, undefined, gone);
    if (!live || live.version === version) await pause(live ? QUIET_MS : LOOK_MS, live, gone);
  }
}
