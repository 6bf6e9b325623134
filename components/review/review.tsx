"use client";

import { useEffect, useState } from "react";
import type { RunOptions } from "@/lib/otp/run-view";
import type { ImportActions, PoolState, PoolTarget } from "@/lib/sheet/actions";
import type { SheetClient } from "@/lib/sheet/client";
import type { Finder, FinderState } from "@/lib/sheet/finder";
import type { RunScope } from "@/lib/sheet/run-desk";
import type { SheetNews } from "@/lib/sheet/state";
import { ReviewDialog } from "./review-dialog";

/** So few users are looked up unasked as soon as an import is considered. */
const MOST_UNASKED = 200;

type Props = {
  scope: RunScope;
  state: SheetNews;
  client: SheetClient;
  finder: Finder;
  finding: FinderState;
  actions: ImportActions;
  target: PoolTarget;
  onImport: (options: RunOptions) => void;
  onClose: () => void;
};

/** Gathers what is known before an import, and asks GenAuth for what is not. */
export function Review({ scope, state, client, finder, finding, actions, target, onImport, onClose }: Props) {
  const [pool, setPool] = useState<PoolState | null>(null);
  const [enrolled, setEnrolled] = useState(0);
  const rows = scope === "ready" ? state.counts.ready : state.retries[scope];

  useEffect(() => {
    let live = true;
    actions.checkPool().then(
      (seen) => live && setPool(seen),
      () => live && setPool("failed"),
    );
    return () => {
      live = false;
    };
  }, [actions]);

  // Once, when the dialog opens: it is the admin's to ask again.
  useEffect(() => {
    const asked = finder.state();
    if (scope === "ready" && rows <= MOST_UNASKED && asked.phase !== "searching")
      void finder.start("ready", actions);
  }, []);

  const marked = state.issues.find(({ code }) => code === "user_has_otp")?.rows ?? 0;
  useEffect(() => {
    let live = true;
    void client.sheet.countEnrolled().then((count) => live && setEnrolled(count));
    return () => {
      live = false;
    };
  }, [client, marked, rows]);

  return (
    <ReviewDialog
      scope={scope}
      target={target}
      state={state}
      rows={rows}
      enrolled={enrolled}
      finder={finding}
      pool={pool}
      onCheck={() => void finder.start("ready", actions)}
      onStopCheck={() => finder.stop()}
      onAcceptInactive={(accept) =>
        void client.sheet.choose({ ...state.choices, acceptInactiveUsers: accept })
      }
      onImport={(options) => {
        finder.stop();
        onImport(options);
      }}
      onClose={onClose}
    />
  );
}
