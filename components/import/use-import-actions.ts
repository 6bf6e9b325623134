"use client";

import { useMemo } from "react";
import type { ImportActions, RunApi } from "@/lib/sheet/actions";
import { runsOver } from "@/lib/sheet/run-http";

export type ServerActions = Pick<ImportActions, "findUsers" | "findEnrolments" | "checkPool"> & {
  openRun: RunApi["open"];
  importRows: RunApi["feed"];
};

/**
 * The two ways to the server: actions, rows among them, and for what must not wait behind an action (commands to a run, and
 * its events) route handlers.
 */
export function useImportActions(actions: ServerActions): ImportActions {
  const { openRun, importRows, findUsers, findEnrolments, checkPool } = actions;
  return useMemo(
    () => ({
      findUsers,
      findEnrolments,
      checkPool,
      runs: { ...runsOver(), open: openRun, feed: importRows },
    }),
    [openRun, importRows, findUsers, findEnrolments, checkPool],
  );
}
