"use client";

import type { ComponentProps } from "react";
import type { CarrierState } from "@/lib/sheet/carrier";
import type { SheetNews } from "@/lib/sheet/state";
import { RunBar } from "./run-bar";
import { RunSummary } from "./run-summary";
import { getSession } from "./session";

type Props = { run: CarrierState; state: SheetNews } & Pick<
  ComponentProps<typeof RunSummary>,
  "onRetry" | "onShow" | "onReport"
>;

/** The tab's run: how it goes, and how it went. */
export function RunDesk({ run, state, ...its }: Props) {
  if (run.phase === "running" || run.phase === "stopping")
    return (
      <RunBar
        run={run}
        state={state}
        onStop={() => getSession().carrier.stop()}
        onPause={(paused) => getSession().carrier.pause(paused)}
      />
    );
  return run.phase === "done" ? <RunSummary run={run} state={state} {...its} /> : null;
}
