"use client";

import { useCallback, useMemo, useReducer, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { Review } from "@/components/review/review";
import { sameRow } from "@/components/table/columns";
import { NoMatch } from "@/components/ui/no-match";
import { RowProof } from "@/components/workbench/row-proof";
import { useUndo } from "@/components/workbench/use-undo";
import { Workbench } from "@/components/workbench/workbench";
import { DEFAULT_OPTIONS, type RunOptions } from "@/lib/otp/run-view";
import type { PoolTarget } from "@/lib/sheet/actions";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { FaultyCell } from "@/lib/sheet/faulty-cell";
import { EVERYTHING, type Query } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { RunScope } from "@/lib/sheet/run-desk";
import type { Revealed } from "@/lib/sheet/sheet";
import type { SourceView } from "@/lib/sheet/state";
import { ActionBar } from "./action-bar";
import { Choices } from "./choices";
import { ColumnPanel } from "./column-panel";
import { DeadNotice } from "./dead-notice";
import { DropArea } from "./drop-area";
import type { Pool } from "./earlier-run";
import { FilterBar } from "./filter-bar";
import { FindUsers } from "./find-users";
import { GoOnNotice } from "./go-on-notice";
import { Inspector } from "./inspector";
import { LiveTable } from "./live-table";
import { OtherRuns } from "./other-runs";
import { beginAgain, holdRetry } from "./retry";
import { RetryNotice } from "./retry-notice";
import { RevealDialog } from "./reveal-dialog";
import { RevealRecord, useRevealRecord } from "./reveal-record";
import { RunBar } from "./run-bar";
import { RunSummary } from "./run-summary";
import {
  getSession,
  readAgain,
  useCarrierState,
  useFinderState,
  useSheetDead,
  useSheetNews,
} from "./session";
import { SourceList } from "./source-list";
import { StartPanel } from "./start-panel";
import { UnlockPanel } from "./unlock-panel";
import { useGridPort } from "./use-grid-port";
import { type ServerActions, useImportActions } from "./use-import-actions";
import { useLeaveGuard } from "./use-leave-guard";
import { useOpenUser } from "./use-open-user";
import { useReport } from "./use-report";
import { useRetryRows } from "./use-retry-rows";
import { useReturnPlace } from "./use-return-place";
import { useUndoKeys } from "./use-undo-keys";

// zod compiles its parsers with new Function where it can; our CSP forbids that, and would report every attempt.
z.config({ jitless: true });

export type Props = ServerActions & {
  accept: string;
  formats: readonly string[];
  samples: boolean;
  /** Where rows would go. */
  pool: Pool;
  /** The same as people know it. */
  target: PoolTarget;
};

export function ImportView(props: Props) {
  return (
    <RevealRecord>
      <Loaded {...props} />
    </RevealRecord>
  );
}

function Loaded({ accept, formats, samples, pool, target, ...server }: Props) {
  const t = useTranslations();
  const actions = useImportActions(server);
  const state = useSheetNews();
  const run = useCarrierState();
  const finder = useFinderState();
  const dead = useSheetDead();
  const [reveal, setReveal] = useState<{ row: RowView; revealed: Revealed } | null>(null);
  const [review, setReview] = useState<RunScope | null>(null);
  const [lastOptions, setLastOptions] = useState<RunOptions>(DEFAULT_OPTIONS);
  const [columnsOf, setColumnsOf] = useState<number | null>(null);
  const [active, setActive] = useState<RowView | null>(null);
  const [goTo, setGoTo] = useState<FaultyCell | null>(null);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);

  const locked = run.phase === "running" || run.phase === "stopping";
  const sourceName = (index: number) =>
    state.sources.find((source) => source.index === index)?.name || t("sources.pasted");
  const report = useReport(sourceName);
  const undo = useUndo();
  useUndoKeys(undo);
  useLeaveGuard(state.sources.length > 0);
  const retry = useRetryRows(state, pool);

  const onFiles = useCallback((files: File[]) => {
    getSession().client.load(files);
  }, []);
  const onText = useCallback((text: string) => {
    getSession().client.loadText(text);
  }, []);
  const record = useRevealRecord();
  const onReveal = useCallback(
    async (row: RowView) => {
      if (!(await record({ kind: "shown", rows: 1, line: row.line, userId: row.user.userId }))) return;
      const revealed = await getSession().client.sheet.reveal(row.id);
      if (revealed) setReveal({ row, revealed });
    },
    [record],
  );
  const onActive = useCallback(
    (row: RowView) => setActive((last) => (last && sameRow(last, row) ? last : row)),
    [],
  );
  const range = useRef<(() => CellRange) | null>(null);
  const onRange = useCallback((its: (() => CellRange) | null) => {
    range.current = its;
  }, []);
  const show = useCallback((query: Query) => getSession().client.show(query), []);
  const startAgain = useCallback(() => {
    readAgain();
    beginAgain();
    drawAgain();
  }, []);

  // As text, so that the cells are drawn again only when it changes.
  const names = JSON.stringify(state.sources.map(({ index, name }) => [index, name]));
  const shortName = useMemo(() => {
    const known = new Map<number, string>(JSON.parse(names));
    return (index: number) => (known.size > 1 ? (known.get(index) ?? null) : null);
  }, [names]);
  const openUser = useOpenUser();
  const port = useGridPort(onActive, onRange, onReveal, openUser, record);
  const place = useReturnPlace(state.viewLength > 0);

  if (dead) return <DeadNotice {...getSession().client.origins()} onAgain={startAgain} />;

  const rows = state.sources.reduce((sum, source) => sum + source.rows, 0);
  const unsure = state.sources.find((source) => source.unsure && source.status !== "reading");
  const asked = unsure ?? state.sources.find(({ index }) => index === columnsOf);
  const nameless = state.issues.find(({ code }) => code === "user_id_missing")?.rows ?? 0;
  const sourceList = (
    <SourceList
      sources={state.sources}
      locked={locked}
      onColumns={(source) => setColumnsOf(source.index)}
      onReadAs={(source, formatId) => void getSession().client.sheet.readAs(source.index, formatId)}
      onDrop={(source) => void getSession().client.sheet.dropSource(source.index)}
    />
  );

  return (
    <DropArea onFiles={onFiles} disabled={locked}>
      <OtherRuns own={locked ? run.key : ""} />
      {state.sources.every(({ rows: read, status }) => read === 0 && status === "failed") ? (
        <>
          {state.sources.length > 0 ? (
            <div className="mx-auto w-full max-w-5xl px-4 pt-6">{sourceList}</div>
          ) : null}
          {retry ? (
            <div className="mx-auto w-full max-w-5xl px-4 pt-6">
              <RetryNotice {...retry} />
            </div>
          ) : null}
          <StartPanel accept={accept} formats={formats} samples={samples} onFiles={onFiles} onText={onText} />
        </>
      ) : (
        <div className="flex min-h-0 grow flex-col gap-3 p-4 lg:h-0">
          <h1 className="sr-only">{t("start.title")}</h1>
          <ActionBar
            state={state}
            locked={locked}
            held={retry?.waits ?? false}
            accept={accept}
            unsure={state.sources.some(mayBecomeReady)}
            onFiles={onFiles}
            onImport={() => setReview("ready")}
            onClear={() => {
              holdRetry(null);
              void getSession().client.sheet.clear();
              getSession().carrier.reset();
              getSession().finder.reset();
            }}
          >
            {sourceList}
          </ActionBar>
          {asked?.plan ? (
            <ColumnPanel
              key={asked.index}
              source={asked}
              plan={asked.plan}
              onUse={(plan) => {
                setColumnsOf(null);
                void getSession().client.sheet.useColumns(asked.index, plan);
              }}
              onCancel={asked.unsure ? null : () => setColumnsOf(null)}
            />
          ) : null}
          {state.sources
            .filter(({ status }) => status === "locked" || status === "unlocking")
            .map((source) => (
              <UnlockPanel
                key={source.index}
                source={source}
                onUnlock={(unlock) => void getSession().client.sheet.unlock(source.index, unlock)}
                onCancel={() => void getSession().client.sheet.cancelUnlock(source.index)}
              />
            ))}
          {run.phase === "running" || run.phase === "stopping" ? (
            <RunBar
              run={run}
              state={state}
              onStop={() => getSession().carrier.stop()}
              onPause={(paused) => getSession().carrier.pause(paused)}
            />
          ) : null}
          {run.phase === "done" ? (
            <RunSummary
              run={run}
              state={state}
              onRetry={(retry) =>
                retry === "failed"
                  ? void getSession().carrier.start("failed", actions.runs, lastOptions)
                  : setReview(retry)
              }
              onShow={(name) => show({ ...EVERYTHING, state: name })}
              onReport={() => void report(getSession().client.sheet)}
            />
          ) : null}
          {rows > 0 ? (
            <>
              {retry ? <RetryNotice {...retry} /> : null}
              {!retry && pool && run.phase === "idle" ? (
                <GoOnNotice state={state} pool={pool} onGoOn={() => setReview("ready")} />
              ) : null}
              <FindUsers
                finder={finder}
                rows={nameless}
                locked={locked}
                onFind={() => void getSession().finder.start("nameless", actions)}
                onStop={() => getSession().finder.stop()}
              />
              <FilterBar state={state} show={show} />
              <Workbench
                state={state}
                locked={locked}
                undo={undo}
                show={show}
                choices={
                  <Choices
                    state={state}
                    locked={locked}
                    choose={(choices) => void getSession().client.sheet.choose(choices)}
                    keepOne={(rule) => void getSession().client.sheet.keepOne(rule)}
                    deviceNames={() => getSession().client.sheet.deviceNames()}
                  />
                }
                sourceName={sourceName}
                activeId={active?.id ?? null}
                selected={() => range.current?.() ?? null}
                onGoTo={setGoTo}
              >
                {state.viewLength === 0 ? (
                  <NoMatch all={t("table.showAll")} onAll={() => show(EVERYTHING)}>
                    {t("table.noMatch")}
                  </NoMatch>
                ) : (
                  <LiveTable port={port} sourceName={shortName} goTo={goTo} place={place} />
                )}
                {active && state.viewLength > 0 ? (
                  <Inspector row={active} sourceName={sourceName}>
                    <RowProof key={active.id} row={active} />
                  </Inspector>
                ) : null}
              </Workbench>
            </>
          ) : null}
        </div>
      )}
      {review && !locked ? (
        <Review
          scope={review}
          state={state}
          client={getSession().client}
          finder={getSession().finder}
          finding={finder}
          actions={actions}
          target={target}
          onImport={(options) => {
            setReview(null);
            holdRetry(null);
            setLastOptions(options);
            void getSession().carrier.start(review, actions.runs, options);
          }}
          onClose={() => setReview(null)}
        />
      ) : null}
      {reveal ? <RevealDialog {...reveal} onClose={() => setReveal(null)} /> : null}
    </DropArea>
  );
}

/** Whether rows of a source in doubt would be ready once its columns are confirmed; without secrets they never are. */
function mayBecomeReady({ unsure, plan }: SourceView): boolean {
  return unsure && !plan?.doubts.includes("no_secret");
}
