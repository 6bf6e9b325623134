"use client";

import { useCallback, useMemo, useReducer, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { Review } from "@/components/review/review";
import { sameRow } from "@/components/table/columns";
import { useLostFocus } from "@/components/ui/use-lost-focus";
import { RowProof } from "@/components/workbench/row-proof";
import { useUndo } from "@/components/workbench/use-undo";
import { Workbench } from "@/components/workbench/workbench";
import { DEFAULT_OPTIONS, type RunOptions } from "@/lib/otp/run-view";
import type { PoolTarget } from "@/lib/sheet/actions";
import type { CellRange } from "@/lib/sheet/cell-range";
import type { ViewCell } from "@/lib/sheet/faulty-cell";
import { EVERYTHING, type Query } from "@/lib/sheet/query";
import type { RowView } from "@/lib/sheet/row-view";
import type { RunScope } from "@/lib/sheet/run-desk";
import type { Revealed } from "@/lib/sheet/sheet";
import { Choices } from "./choices";
import { DeadNotice } from "./dead-notice";
import { DropArea } from "./drop-area";
import type { Pool } from "./earlier-run";
import { FilterBar } from "./filter-bar";
import { FindUsers } from "./find-users";
import { GoOnNotice } from "./go-on-notice";
import { Inspector } from "./inspector";
import { LiveTable } from "./live-table";
import { NoRows } from "./no-rows";
import { OtherRuns } from "./other-runs";
import { beginAgain, holdRetry } from "./retry";
import { RetryNotice } from "./retry-notice";
import { RevealDialog } from "./reveal-dialog";
import { RevealRecord, useRevealRecord } from "./reveal-record";
import { RunDesk } from "./run-desk";
import {
  getSession,
  readAgain,
  useCarrierState,
  useFinderState,
  useSheetDead,
  useSheetNews,
} from "./session";
import { SourceDesk, Sources } from "./source-desk";
import { StartPanel } from "./start-panel";
import { useGridPort } from "./use-grid-port";
import { type ServerActions, useImportActions } from "./use-import-actions";
import { useLeaveGuard } from "./use-leave-guard";
import { useOpenUser } from "./use-open-user";
import { usePageKeys } from "./use-page-keys";
import { useReport } from "./use-report";
import { useRetryRows } from "./use-retry-rows";
import { useReturnPlace } from "./use-return-place";

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
  const [sheets, countSheet] = useReducer((count: number) => count + 1, 0);
  const startAgain = useCallback(() => {
    readAgain();
    beginAgain();
    countSheet();
  }, []);
  // What a sheet that has died was asked will never be answered: nothing waits for it any more.
  return (
    <RevealRecord>
      <Loaded key={sheets} {...props} startAgain={startAgain} />
    </RevealRecord>
  );
}

function Loaded({
  accept,
  formats,
  samples,
  pool,
  target,
  startAgain,
  ...server
}: Props & { startAgain: () => void }) {
  const t = useTranslations();
  const actions = useImportActions(server);
  const state = useSheetNews();
  const run = useCarrierState();
  const finder = useFinderState();
  const dead = useSheetDead();
  const [reveal, setReveal] = useState<{ row: RowView; revealed: Revealed } | null>(null);
  const [review, setReview] = useState<RunScope | null>(null);
  const [lastOptions, setLastOptions] = useState<RunOptions>(DEFAULT_OPTIONS);
  const [active, setActive] = useState<RowView | null>(null);
  const [goTo, setGoTo] = useState<ViewCell | null>(null);

  const locked = run.phase === "running" || run.phase === "stopping";
  const sourceName = (index: number) =>
    state.sources.find((source) => source.index === index)?.name || t("sources.pasted");
  const report = useReport(sourceName);
  const undo = useUndo();
  usePageKeys({ undo: undo.undo, redo: undo.redo });
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
  const show = useCallback((query: Query) => getSession().client.show(query), []);

  // As text, so that the cells are drawn again only when it changes.
  const names = JSON.stringify(state.sources.map(({ index, name }) => [index, name]));
  const shortName = useMemo(() => {
    const known = new Map<number, string>(JSON.parse(names));
    return (index: number) => (known.size > 1 ? (known.get(index) ?? null) : null);
  }, [names]);
  const openUser = useOpenUser();
  const port = useGridPort(onActive, range, onReveal, openUser, record);
  const place = useReturnPlace(state.viewLength > 0);

  useLostFocus(`${state.viewLength > 0} ${finder.phase} ${run.phase} ${goTo?.index}`, () =>
    document.querySelector('[role="grid"]'),
  );

  if (dead) return <DeadNotice {...getSession().client.origins()} onAgain={startAgain} />;

  const rows = state.sources.reduce((sum, source) => sum + source.rows, 0);
  const nameless = state.issues.find(({ code }) => code === "user_id_missing")?.rows ?? 0;

  return (
    <DropArea onFiles={onFiles} disabled={locked}>
      <OtherRuns own={locked ? run.key : ""} />
      {state.sources.every(({ rows: read, status }) => read === 0 && status === "failed") ? (
        <>
          {state.sources.length > 0 ? (
            <div className="mx-auto w-full max-w-5xl px-4 pt-6">
              <Sources sources={state.sources} locked={locked} onColumns={() => undefined} />
            </div>
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
          <SourceDesk
            state={state}
            locked={locked}
            held={retry?.waits ?? false}
            accept={accept}
            onFiles={onFiles}
            onImport={() => setReview("ready")}
          />
          <RunDesk
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
                choices={(onKeep) => (
                  <Choices
                    state={state}
                    locked={locked}
                    choose={(choices) => void getSession().client.sheet.choose(choices)}
                    onKeep={onKeep}
                    deviceNames={() => getSession().client.sheet.deviceNames()}
                  />
                )}
                sourceName={sourceName}
                activeId={active?.id ?? null}
                selected={() => range.current?.() ?? null}
                onGoTo={setGoTo}
              >
                {state.viewLength === 0 ? (
                  <NoRows state={state} onAll={() => show(EVERYTHING)} />
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
