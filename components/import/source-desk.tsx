"use client";

import { useState } from "react";
import type { SheetNews, SourceView } from "@/lib/sheet/state";
import { ActionBar } from "./action-bar";
import { ColumnPanel } from "./column-panel";
import { holdRetry } from "./retry";
import { getSession } from "./session";
import { SourceList } from "./source-list";
import { UnlockPanel } from "./unlock-panel";

type Props = {
  state: SheetNews;
  locked: boolean;
  /** Which rows are to go is not known yet. */
  held: boolean;
  accept: string;
  onFiles: (files: File[]) => void;
  onImport: () => void;
};

/** The sources of the table, what can be done with them, and what they ask: their columns, their passwords. */
export function SourceDesk({ state, locked, held, accept, onFiles, onImport }: Props) {
  const [columnsOf, setColumnsOf] = useState<number | null>(null);
  const { sources } = state;
  const unsure = sources.find((source) => source.unsure && source.status !== "reading");
  const asked = unsure ?? sources.find(({ index }) => index === columnsOf);
  const { sheet } = getSession().client;
  return (
    <>
      <ActionBar
        state={state}
        locked={locked}
        held={held}
        accept={accept}
        unsure={sources.some(mayBecomeReady)}
        onFiles={onFiles}
        onImport={onImport}
        onClear={() => {
          holdRetry(null);
          void sheet.clear();
          getSession().carrier.reset();
          getSession().finder.reset();
        }}
      >
        <Sources sources={sources} locked={locked} onColumns={setColumnsOf} />
      </ActionBar>
      {asked?.plan ? (
        <ColumnPanel
          key={asked.index}
          source={asked}
          plan={asked.plan}
          onUse={(plan) => {
            setColumnsOf(null);
            void sheet.useColumns(asked.index, plan);
          }}
          onCancel={asked.unsure ? null : () => setColumnsOf(null)}
        />
      ) : null}
      {sources
        .filter(({ status }) => status === "locked" || status === "unlocking")
        .map((source) => (
          <UnlockPanel
            key={source.index}
            source={source}
            onUnlock={(unlock) => void sheet.unlock(source.index, unlock)}
            onCancel={() => void sheet.cancelUnlock(source.index)}
          />
        ))}
    </>
  );
}

/** The list of sources, over the tab's sheet. */
export function Sources({
  sources,
  locked,
  onColumns,
}: {
  sources: SourceView[];
  locked: boolean;
  onColumns: (source: number) => void;
}) {
  return (
    <SourceList
      sources={sources}
      locked={locked}
      onColumns={({ index }) => onColumns(index)}
      onReadAs={({ index }, formatId) => void getSession().client.sheet.readAs(index, formatId)}
      onDrop={({ index }) => void getSession().client.sheet.dropSource(index)}
    />
  );
}

/** Whether rows of a source in doubt would be ready once its columns are confirmed; without secrets they never are. */
function mayBecomeReady({ unsure, plan }: SourceView): boolean {
  return unsure && !plan?.doubts.includes("no_secret");
}
