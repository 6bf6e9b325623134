"use client";

import { useTranslations } from "use-intl";
import { RunProgress } from "@/components/run/run-progress";
import type { Carrying } from "@/lib/sheet/carrier";
import type { SheetNews } from "@/lib/sheet/state";

/** The run that this tab feeds. */
export function RunBar({
  run,
  state,
  onStop,
  onPause,
}: {
  run: Carrying;
  state: SheetNews;
  onStop: () => void;
  onPause: (paused: boolean) => void;
}) {
  const t = useTranslations("run");
  const { waiting, sending } = state.counts;
  return (
    <RunProgress
      phase={run.phase === "stopping" ? "stopping" : run.paused ? "paused" : "running"}
      done={Math.max(0, run.total - waiting - sending)}
      total={run.total}
      counts={run.counts}
      received={run.received}
      pace={run.pace}
      onPause={run.offline || run.key === "" ? null : onPause}
      onStop={onStop}
      note={
        <p role="status" className={run.offline ? "font-medium text-warn" : "text-ink-soft"}>
          {t(run.offline ? "offline" : run.fed ? "fed" : "feeding")}
        </p>
      }
    />
  );
}
