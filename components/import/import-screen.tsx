"use client";

import { useMemo } from "react";
import type { ImportActions, RunApi } from "@/lib/sheet/actions";
import { runsOver } from "@/lib/sheet/run-http";
import { ImportView } from "./import-view";

type Props = Pick<ImportActions, "findUsers" | "findEnrolments" | "checkPool"> & {
  openRun: RunApi["open"];
  importRows: RunApi["feed"];
  accept: string;
  sample: string | null;
};

/**
 * The Import screen with its two ways to the server: actions, rows among them, and for what must not wait behind an action
 * (commands to a run, and its events) route handlers.
 */
export function ImportScreen(props: Props) {
  const { openRun, importRows, findUsers, findEnrolments, checkPool, accept, sample } = props;
  const actions = useMemo<ImportActions>(
    () => ({
      findUsers,
      findEnrolments,
      checkPool,
      runs: { ...runsOver(), open: openRun, feed: importRows },
    }),
    [openRun, importRows, findUsers, findEnrolments, checkPool],
  );
  return <ImportView actions={actions} accept={accept} sample={sample} />;
}
