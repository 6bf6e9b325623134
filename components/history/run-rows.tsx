"use client";

import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { StateBadge } from "@/components/table/state-badge";
import { StateChip } from "@/components/table/state-chip";
import { useSettled } from "@/components/table/use-settled";
import { Chip } from "@/components/ui/chip";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { NoMatch } from "@/components/ui/no-match";
import { Notice } from "@/components/ui/notice";
import { SearchField } from "@/components/ui/search-field";
import { Skeleton } from "@/components/ui/skeleton";
import type { RowQuery, RunRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { countsOf } from "./run-counts";
import { RunGrid } from "./run-grid";
import { RunRowDetail } from "./run-row-detail";
import { sourceName } from "./source-name";
import { useRunRows } from "./use-run-rows";

/** While rows are counted, or a name is typed, only what comes of it is worth being read out. */
const SAID_AFTER_MS = 1_000;

/**
 * The rows of a run with their outcomes, as the ledger knows them.
 * @param onGone the server knows no such run any more
 */
export function RunRows({ run, onGone }: { run: RunView; onGone: () => void }) {
  const t = useTranslations();
  const [state, setState] = useState<RowQuery["states"][number] | null>(null);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState<RunRow | undefined>();
  const rows = useRunRows(run, state, search);
  const gone = rows?.gone ?? false;
  useEffect(() => {
    if (gone) onGone();
  }, [gone, onGone]);
  const count = rows?.rows.length ?? 0;
  const shown = rows ? t("filter.shown", { shown: count, all: run.received }) : "";
  const said = useSettled(shown, SAID_AFTER_MS);
  const several = run.sources.length > 1;
  const nameOf = useCallback((source: number) => sourceName(t, run.sources[source]), [t, run.sources]);
  const shortName = useCallback((source: number) => (several ? nameOf(source) : null), [several, nameOf]);
  return (
    <section aria-label={t("runs.rowsTitle")} className="flex flex-col gap-3">
      <search
        aria-label={t("filter.label")}
        className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden"
      >
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{t("filter.states")}</legend>
          <Chip pressed={state === null} onPress={() => setState(null)} count={run.received}>
            {t("filter.all")}
          </Chip>
          {countsOf(run).map(([name, its]) => (
            <StateChip
              key={name}
              name={name}
              count={its}
              pressed={state === name}
              onPress={() => setState(state === name ? null : name)}
            />
          ))}
        </fieldset>
        <SearchField label={t("runs.search")} value={search} onChange={setSearch} />
        <p aria-hidden className="text-ink-soft">
          {shown}
        </p>
        <p role="status" className="sr-only">
          {said}
        </p>
      </search>
      {rows?.failed ? <Notice tone="warn" role="status" title={t("runs.failed")} /> : null}
      {rows ? null : <Skeleton label={t("runs.loading")} />}
      {rows?.counted && count === 0 ? (
        <NoMatch
          all={t("table.showAll")}
          onAll={() => {
            setState(null);
            setSearch("");
          }}
        >
          {t("table.noMatch")}
        </NoMatch>
      ) : null}
      {rows && count > 0 ? (
        <>
          <div className="flex min-w-0 flex-col gap-2 print:hidden">
            <RunGrid rows={rows} sourceName={shortName} onActive={setActive} />
          </div>
          {active ? <RunRowDetail row={active} sourceName={nameOf(active.source)} /> : null}
          <Printed rows={rows.first} run={run} sourceName={shortName} />
        </>
      ) : null}
    </section>
  );
}

/** On paper there is no scrolling: the first rows, and where all of them are. */
function Printed({
  rows,
  run,
  sourceName,
}: {
  rows: readonly RunRow[];
  run: RunView;
  sourceName: (source: number) => string | null;
}) {
  const t = useTranslations();
  const columns: DataColumn<RunRow>[] = [
    {
      key: "line",
      header: t("table.line"),
      look: "whitespace-nowrap text-ink-soft",
      cell: ({ line, source }) => [line, sourceName(source)].filter((part) => part !== null).join(" · "),
    },
    {
      key: "user",
      header: t("table.user"),
      look: "font-mono text-sm break-all",
      cell: ({ userId }) => userId,
    },
    {
      key: "outcome",
      header: t("table.outcome"),
      look: "whitespace-nowrap",
      cell: ({ outcome }) => <StateBadge state={outcome.state} />,
    },
    {
      key: "meaning",
      header: t("table.meaning"),
      look: "text-ink-soft",
      cell: ({ outcome }) => outcomeSentence(t, outcome),
    },
  ];
  return (
    <div className="hidden flex-col gap-3 print:flex">
      <p className="text-sm">
        {rows.length === run.total
          ? t("runs.rowsAll", { rows: run.total })
          : t("runs.rowsSome", { shown: rows.length, rows: run.total, url: window.location.href })}
      </p>
      <DataTable caption={t("runs.rowsTitle")} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </div>
  );
}
