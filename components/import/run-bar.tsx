"use client";

import { Square } from "lucide-react";
import { useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { CarrierState } from "@/lib/sheet/carrier";
import type { SheetState } from "@/lib/sheet/state";
import { type Sample, speedOf, withSample } from "./speed";

/** The run under way: how far, how fast, how long still, and Stop. */
export function RunBar({
  run,
  state,
  onStop,
}: {
  run: Extract<CarrierState, { startedAt: number }>;
  state: SheetState;
  onStop: () => void;
}) {
  const t = useTranslations("run");
  const format = useFormatter();
  const done = Math.max(0, run.total - state.counts.waiting - state.counts.sending);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => setSamples((before) => withSample(before, { at: Date.now(), done })), [done]);
  const { perSecond, secondsLeft } = speedOf(samples, run.total);
  const minutes = secondsLeft === null ? 0 : Math.ceil(secondsLeft / 60);
  return (
    <section
      aria-label={t("running")}
      className="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="font-semibold">{t(run.phase === "stopping" ? "stopping" : "running")}</h2>
        <p>{t("progress", { done, total: run.total })}</p>
        {perSecond > 0 ? <p className="text-ink-soft">{t("rate", { rate: Math.round(perSecond) })}</p> : null}
        {secondsLeft === null ? null : (
          <p className="text-ink-soft">
            {t("left", {
              time:
                secondsLeft < 60
                  ? format.number(Math.ceil(secondsLeft), {
                      style: "unit",
                      unit: "second",
                      unitDisplay: "long",
                    })
                  : format.number(minutes, { style: "unit", unit: "minute", unitDisplay: "long" }),
            })}
          </p>
        )}
        {run.slow ? <p className="font-medium text-warn">{t("slow")}</p> : null}
        <Button className="ml-auto" onClick={onStop} disabled={run.phase === "stopping"}>
          <Square aria-hidden className="size-3.5" />
          {t("stop")}
        </Button>
      </div>
      <progress
        aria-label={t("running")}
        value={done}
        max={Math.max(1, run.total)}
        className="h-2 w-full overflow-hidden rounded-full accent-accent"
      />
    </section>
  );
}
