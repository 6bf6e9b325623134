"use client";

import type { ReactNode } from "react";
import { RunProgress } from "@/components/run/run-progress";
import type { RunView } from "@/lib/otp/run-view";
import { tell } from "./ask";

type Props = {
  run: RunView;
  /** Whether this person may pause, resume and stop it. */
  mayCommand?: boolean;
  children?: ReactNode;
};

/** A run under way wherever it is carried. */
export function LiveRun({ run, mayCommand = true, children }: Props) {
  const done = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  const command = (name: string) => void tell("POST", `/api/runs/${run.key}/command`, { command: name });
  const { state } = run;
  return (
    <RunProgress
      phase={state === "stopping" || state === "paused" ? state : "running"}
      done={done}
      total={run.total}
      counts={run.counts}
      received={run.received}
      pace={run.pace}
      onPause={mayCommand ? (paused) => command(paused ? "pause" : "run") : null}
      onStop={mayCommand ? () => command("stop") : null}
      actions={children}
    />
  );
}
