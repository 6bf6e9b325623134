"use client";

import { Pause, Play, Square } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { FinalCounts, RunView } from "@/lib/otp/run-view";
import { type CoursePoint, coursePoint, withPoint } from "./course";
import { CourseChart } from "./course-chart";
import { carriedOf, type Sample, speedOf, withSample } from "./speed";
import { TimeLeft } from "./time-left";

type Props = {
  phase: "running" | "paused" | "stopping";
  done: number;
  total: number;
  /** What the server has told last, and how many rows it had by then. */
  counts: FinalCounts;
  received: number;
  pace: RunView["pace"];
  /** Null while it can't be told to the server. */
  onPause: ((paused: boolean) => void) | null;
  /** Null for who may not. */
  onStop: (() => void) | null;
  /** More to do with it. */
  actions?: ReactNode;
  /** What the tab should know of it. */
  note?: ReactNode;
};

const LOOK_MS = 1_000;

/** A run under way: how far, how fast, how long still, how it has gone, and Pause, Resume and Stop. */
export function RunProgress(props: Props) {
  const { phase, done, total, counts, received, pace, onPause, onStop, actions, note } = props;
  const t = useTranslations("run");
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [course, setCourse] = useState<readonly CoursePoint[]>([]);
  const now = JSON.stringify({ counts, pace });
  const carried = carriedOf({ total, received, counts, pace });
  const carriedDone = carried?.done ?? null;
  // Before the first row is carried, its time begins anew with whatever comes up without being carried.
  const beginning = carriedDone === 0 ? (pace?.recalled ?? 0) : null;
  useEffect(() => {
    // How fast it was before a pause says nothing of how fast it will be.
    if (phase !== "running" || carriedDone === null) return setSamples([]);
    const look = () =>
      setSamples((before) => withSample(before, { at: performance.now(), done: carriedDone }));
    if (beginning !== null) setSamples([]);
    look();
    // Also while nothing moves: that is slow as well.
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [beginning, carriedDone, phase]);
  useEffect(() => {
    const given: Pick<Props, "counts" | "pace"> = JSON.parse(now);
    setCourse((before) => withPoint(before, coursePoint(performance.now(), given.counts, given.pace)));
  }, [now]);
  const { perSecond, secondsLeft } = speedOf(samples, carried?.total ?? 0);
  const paused = phase === "paused";
  const ending = total > 0 && done >= total;
  const pausable = onPause !== null && phase !== "stopping" && !ending;
  const stoppable = onStop !== null && phase !== "stopping" && !ending;
  useCommands([
    ...(pausable ? [{ label: t(paused ? "resume" : "pause"), run: () => onPause(!paused) }] : []),
    ...(stoppable ? [{ label: t("stop"), run: onStop }] : []),
  ]);
  return (
    <section
      aria-label={t("running")}
      className="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="font-semibold">{t(ending ? "ending" : phase)}</h2>
        <p>{t("progress", { done, total })}</p>
        {phase === "running" && !ending ? (
          <>
            {perSecond > 0 ? (
              <p className="text-ink-soft">{t("rate", { rate: Math.round(perSecond) })}</p>
            ) : null}
            {pace ? <p className="text-ink-soft">{t("calls", { calls: pace.concurrency })}</p> : null}
            <TimeLeft seconds={secondsLeft} />
          </>
        ) : null}
        {pace?.pause && !ending ? <p className="font-medium text-warn">{t("slow")}</p> : null}
        <div className="ml-auto flex flex-wrap gap-2">
          {actions}
          {onStop ? (
            <>
              <Button onClick={() => onPause?.(!paused)} disabled={!pausable}>
                {paused ? (
                  <Play aria-hidden className="size-3.5" />
                ) : (
                  <Pause aria-hidden className="size-3.5" />
                )}
                {t(paused ? "resume" : "pause")}
              </Button>
              <Button onClick={onStop} disabled={!stoppable}>
                <Square aria-hidden className="size-3.5" />
                {t("stop")}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      <ProgressBar label={t("running")} value={done} max={total} />
      <CourseChart course={course} total={total} />
      {note}
    </section>
  );
}
