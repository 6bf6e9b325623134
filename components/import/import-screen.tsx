"use client";

import { useMemo } from "react";
import type { ImportActions } from "@/lib/sheet/actions";
import { ImportView } from "./import-view";

type Props = Pick<ImportActions, "importRows" | "findUsers"> & { accept: string; sample: string | null };

/** The Import screen with its two ways to the server: the import action, and Stop, which must not wait behind it. */
export function ImportScreen({ importRows, findUsers, accept, sample }: Props) {
  const actions = useMemo<ImportActions>(
    () => ({
      importRows,
      findUsers,
      stopRun: async (runId) => void (await fetch(`/api/runs/${runId}/stop`, { method: "POST" })),
    }),
    [importRows, findUsers],
  );
  return <ImportView actions={actions} accept={accept} sample={sample} />;
}
