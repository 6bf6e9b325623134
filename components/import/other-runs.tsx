"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/history/ask";
import { LiveRun } from "@/components/history/live-run";
import { RunCounts } from "@/components/history/run-counts";
import { RunStateBadge } from "@/components/history/run-state";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { runListSchema } from "@/lib/otp/run-list";
import { isLive, type RunView, runViewSchema } from "@/lib/otp/run-view";

const LOOK_MS = 1_000;
/** A server that does not answer, when nothing is known to go on there. */
const AGAIN_MS = 5_000;

/** Runs that go on without this tab, and how they end: it was loaded again, or another one began them. `own`: the one of this tab. */
export function OtherRuns({ own }: { own: string }) {
  const t = useTranslations("runs");
  const [runs, setRuns] = useState<readonly RunView[]>([]);
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let known: readonly RunView[] = [];
    const look = async () => {
      const found = await ask("/api/runs?state=live", runListSchema);
      const over = found ? known.filter(({ key }) => !found.runs.some((run) => run.key === key)) : [];
      const ended = await Promise.all(
        over.map((run) => (isLive(run.state) ? ask(`/api/runs/${run.key}`, runViewSchema) : run)),
      );
      if (left) return;
      // One that cannot be had has been deleted since.
      if (found) known = [...found.runs, ...ended.filter((run) => run !== null)];
      setRuns(known);
      const anyLive = known.some(({ state }) => isLive(state));
      // Another one is only looked for when the page is opened; one that is there is followed to its end.
      if (anyLive) timer = setTimeout(() => void look(), LOOK_MS);
      else if (!found) timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  const others = runs.filter(({ key }) => key !== own);
  if (others.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pt-4">
      {others.map((run) => {
        const show = (
          <Link href={`/history/${run.key}`} className={buttonClass()}>
            {t("show")}
          </Link>
        );
        return isLive(run.state) ? (
          <LiveRun key={run.key} run={run}>
            {show}
          </LiveRun>
        ) : (
          <section
            key={run.key}
            aria-label={t("runOf", { date: new Date(run.createdAt) })}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-panel border border-line bg-surface px-4 py-3"
          >
            <h2 className="font-semibold">{t("runOf", { date: new Date(run.createdAt) })}</h2>
            <RunStateBadge state={run.state} />
            <RunCounts run={run} />
            <div className="ml-auto">{show}</div>
          </section>
        );
      })}
    </div>
  );
}
