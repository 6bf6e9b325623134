"use client";

import { Pause, Play, Square } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { Carrying } from "@/lib/sheet/carrier";
import type { SheetState } from "@/lib/sheet/state";
import { type Sample, speedOf, withSample } from "./speed";
import { TimeLeft } from "./time-left";

/** The run under way: how far, how fast, how long still, and Pause and Stop. */
export function RunBar({
  run,
  state,
  onStop,
  onPause,
}: {
  run: Carrying;
  state: SheetState;
  onStop: () => void;
  onPause: (paused: boolean) => void;
}) {
  const t = useTranslations("run");
  const done = Math.max(0, run.total - state.counts.waiting - state.counts.sending);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => setSamples((before) => withSample(before, { at: Date.now(), done })), [done]);
  const { perSecond, secondsLeft } = speedOf(samples, run.total);
  return (
    <section
      aria-label={t("running")}
      className="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="font-semibold">
          {t(run.phase === "stopping" ? "stopping" : run.paused ? "paused" : "running")}
        </h2>
        <p>{t("progress", { done, total: run.total })}</p>
        {perSecond > 0 && !run.paused ? (
          <p className="text-ink-soft">{t("rate", { rate: Math.round(perSecond) })}</p>
        ) : null}
        {run.paused ? null : <TimeLeft seconds={secondsLeft} />}
        {run.slow ? <p className="font-medium text-warn">{t("slow")}</p> : null}
        <div className="ml-auto flex gap-2">
          <Button
            onClick={() => onPause(!run.paused)}
            disabled={run.phase === "stopping" || run.offline || run.key === ""}
          >
            {run.paused ? (
              <Play aria-hidden className="size-3.5" />
            ) : (
              <Pause aria-hidden className="size-3.5" />
            )}
            {t(run.paused ? "resume" : "pause")}
          </Button>
          <Button onClick={onStop} disabled={run.phase === "stopping"}>
            <Square aria-hidden className="size-3.5" />
            {t("stop")}
          </Button>
        </div>
      </div>
      <ProgressBar label={t("running")} value={done} max={run.total} />
      <p role="status" className={run.offline ? "font-medium text-warn" : "text-ink-soft"}>
        {t(run.offline ? "offline" : run.fed ? "fed" : "feeding")}
      </p>
    </section>
  );
}
