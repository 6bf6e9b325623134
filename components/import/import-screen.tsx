"use client";

import { useMemo } from "react";
import type { ImportActions } from "@/lib/sheet/actions";
import { runsOver } from "@/lib/sheet/run-http";
import { ImportView } from "./import-view";

type Props = Pick<ImportActions, "findUsers" | "findEnrolments" | "checkPool"> & {
  accept: string;
  sample: string | null;
};

/** The Import screen with its two ways to the server: actions, and the runs, which must not wait behind one. */
export function ImportScreen({ findUsers, findEnrolments, checkPool, accept, sample }: Props) {
  const actions = useMemo<ImportActions>(
    () => ({ findUsers, findEnrolments, checkPool, runs: runsOver() }),
    [findUsers, findEnrolments, checkPool],
  );
  return <ImportView actions={actions} accept={accept} sample={sample} />;
}
