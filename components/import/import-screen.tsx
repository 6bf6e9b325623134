"use client";

import { useMemo } from "react";
import type { ImportActions } from "@/lib/sheet/actions";
import { ImportView } from "./import-view";

type Props = Pick<ImportActions, "importRows" | "findUsers" | "findEnrolments"> & {
  accept: string;
  sample: string | null;
};

/** The Import screen with its two ways to the server: the import action, and Stop, which must not wait behind it. */
export function ImportScreen({ importRows, findUsers, findEnrolments, accept, sample }: Props) {
  const actions = useMemo<ImportActions>(
    () => ({
      importRows,
      findUsers,
      findEnrolments,
      stopRun: async (runId) => void (await fetch(`/api/runs/${runId}/stop`, { method: "POST" })),
    }),
    [importRows, findUsers, findEnrolments],
  );
  return <ImportView actions={actions} accept={accept} sample={sample} />;
}
