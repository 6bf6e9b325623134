"use client";

import { startTransition, useCallback, useEffect, useState } from "react";
import type { SheetClient } from "@/lib/sheet/client";
import { tab } from "./begun";
import { DropArea } from "./drop-area";
import type { ImportView, Props } from "./import-view";
import { MissedNotice } from "./missed-notice";
import type { OtherRuns } from "./other-runs";
import { StartPanel } from "./start-panel";
import type { WarmTable } from "./warm-table";

/** What is for rows: the table, its tools, the run. Most of the code, and none of it is needed to choose a file. */
type Rest = {
  View: typeof ImportView;
  Runs: typeof OtherRuns;
  Warm: typeof WarmTable;
  client: () => SheetClient;
};

let rest: Rest | null = null;

async function loadRest(): Promise<Rest> {
  if (rest) return rest;
  const [view, session, runs, warm] = await Promise.all([
    import("./import-view"),
    import("./session"),
    import("./other-runs"),
    import("./warm-table"),
  ]);
  rest = {
    View: view.ImportView,
    Runs: runs.OtherRuns,
    Warm: warm.WarmTable,
    client: () => session.getSession().client,
  };
  return rest;
}

/** Once the page stands and nobody wants anything of it; at once where something waits to be shown. */
function whenIdle(act: () => void): () => void {
  if (tab.begun) {
    act();
    return () => undefined;
  }
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(act, 200);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act, { timeout: 1_000 });
  return () => cancelIdleCallback(idle);
}

/** The Import screen: where a file is chosen, and from then on all the rest. */
export function ImportScreen(props: Props) {
  const [loaded, setLoaded] = useState(rest);
  const [, setBegun] = useState(tab.begun);
  /** What was to be read when the rest did not come. */
  const [missed, setMissed] = useState<((client: SheetClient) => void) | null>(null);

  useEffect(
    () =>
      whenIdle(() => {
        loadRest().then(
          (found) => {
            // Starts the worker: it is warm when the file comes.
            found.client();
            // In slices: whoever presses something meanwhile is not to wait.
            startTransition(() => setLoaded(found));
          },
          // Told when it is needed.
          () => undefined,
        );
      }),
    [],
  );
  const read = useCallback(async (act: (client: SheetClient) => void) => {
    const found = await loadRest().catch(() => null);
    setMissed(found ? null : () => act);
    if (!found) return;
    act(found.client());
    tab.begun = true;
    setLoaded(found);
    setBegun(true);
  }, []);
  const onFiles = useCallback((files: File[]) => void read((client) => client.load(files)), [read]);
  const onText = useCallback((text: string) => void read((client) => client.loadText(text)), [read]);

  if (loaded && tab.begun) return <loaded.View {...props} />;
  return (
    <DropArea onFiles={onFiles} disabled={false}>
      {loaded ? <loaded.Runs own="" /> : null}
      {missed ? <MissedNotice onAgain={() => void read(missed)} /> : null}
      {loaded ? <loaded.Warm /> : null}
      <StartPanel
        accept={props.accept}
        formats={props.formats}
        samples={props.samples}
        onFiles={onFiles}
        onText={onText}
      />
    </DropArea>
  );
}
