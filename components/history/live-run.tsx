"use client";

import { Pause, Play, Square } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type Sample, speedOf, withSample } from "@/components/import/speed";
import { TimeLeft } from "@/components/import/time-left";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { RunView } from "@/lib/otp/run-view";
import { tell } from "./ask";

/** A run under way wherever it is carried: how far it is, and Pause, Resume and Stop. */
export function LiveRun({ run, children }: { run: RunView; children?: ReactNode }) {
  const t = useTranslations("run");
  const done = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => setSamples((before) => withSample(before, { at: Date.now(), done })), [done]);
  const { secondsLeft } = speedOf(samples, run.total);
  const command = (name: string) => void tell("POST", `/api/runs/${run.key}/command`, { command: name });
  const paused = run.state === "paused";
  return (
    <section
      aria-label={t("running")}
      className="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="font-semibold">
          {t(run.state === "stopping" ? "stopping" : paused ? "paused" : "running")}
        </h2>
        <p>{t("progress", { done, total: run.total })}</p>
        {run.state !== "running" ? null : <TimeLeft seconds={secondsLeft} />}
        {run.pace?.pause ? <p className="font-medium text-warn">{t("slow")}</p> : null}
        <div className="ml-auto flex flex-wrap gap-2">
          {children}
          <Button onClick={() => command(paused ? "run" : "pause")} disabled={run.state === "stopping"}>
            {paused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
            {t(paused ? "resume" : "pause")}
          </Button>
          <Button onClick={() => command("stop")} disabled={run.state === "stopping"}>
            <Square aria-hidden className="size-3.5" />
            {t("stop")}
          </Button>
        </div>
      </div>
      <ProgressBar label={t("running")} value={done} max={run.total} />
    </section>
  );
}
