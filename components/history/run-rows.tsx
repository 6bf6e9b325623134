"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { StateBadge } from "@/components/table/state-badge";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Input } from "@/components/ui/input";
import { NoMatch } from "@/components/ui/no-match";
import { Skeleton } from "@/components/ui/skeleton";
import { ROWS_AT_ONCE, type RunRow, rowListSchema } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";
import { ask } from "./ask";
import { countsOf } from "./run-counts";
import { sourceName } from "./source-name";

/** What is typed is asked for when typing has stopped for so long; a run under way is looked at as often. */
const SETTLE_MS = 250;
const LOOK_MS = 2_000;

/** The rows of a run with their outcomes, as the ledger knows them. */
export function RunRows({ run }: { run: RunView }) {
  const t = useTranslations();
  const [state, setState] = useState("");
  const [search, setSearch] = useState("");
  const [rows, setRows] = useState<RunRow[] | null>(null);
  const [complete, setComplete] = useState(false);
  const pathAfter = (after: number) =>
    `/api/runs/${run.key}/rows?${new URLSearchParams({ states: state, search, after: String(after) })}`;
  const path = pathAfter(-1);
  const live = run.endedAt === null;
  // A run that has ended changes only when somebody looks at GenAuth again.
  const stamp = live ? "" : JSON.stringify(run.counts);
  useEffect(() => {
    let left = false;
    const load = async () => {
      const found = await ask(path, rowListSchema);
      if (left || !found) return;
      setRows((before) => {
        // Further pages that have been opened stay open.
        const first = found.rows.at(-1)?.id ?? -1;
        const further =
          live && before && before.length > ROWS_AT_ONCE ? before.filter(({ id }) => id > first) : [];
        return [...found.rows, ...further];
      });
      setComplete(found.rows.length < ROWS_AT_ONCE);
    };
    const first = setTimeout(() => void load(), SETTLE_MS);
    const timer = live ? setInterval(() => void load(), LOOK_MS) : undefined;
    return () => {
      left = true;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [path, live, stamp]);

  const more = async () => {
    const found = await ask(pathAfter(rows?.at(-1)?.id ?? -1), rowListSchema);
    if (!found) return;
    setRows((before) => [...(before ?? []), ...found.rows]);
    setComplete(found.rows.length < ROWS_AT_ONCE);
  };
  const columns: DataColumn<RunRow>[] = [
    {
      key: "line",
      header: t("table.line"),
      look: "whitespace-nowrap text-ink-soft",
      cell: ({ line, source }) =>
        run.sources.length > 1 ? `${line} · ${sourceName(t, run.sources[source])}` : line,
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
    <section aria-label={t("runs.rowsTitle")} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        {/* biome-ignore lint/a11y/useSemanticElements: as the chips over the table of Import. */}
        <div role="group" aria-label={t("filter.states")} className="flex flex-wrap gap-1.5">
          {["", ...countsOf(run).map(([name]) => name as string)].map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={state === name}
              onClick={() => setState(name)}
              className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line px-3 hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-wash forced-colors:aria-pressed:border-[Highlight] forced-colors:aria-pressed:outline-1 forced-colors:aria-pressed:outline-[Highlight]"
            >
              {name === "" ? t("runs.all") : <StateBadge state={name as "waiting"} />}
            </button>
          ))}
        </div>
        <Input
          type="search"
          aria-label={t("runs.search")}
          placeholder={t("runs.search")}
          className="min-w-40 grow sm:grow-0"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {rows ? null : <Skeleton label={t("runs.loading")} />}
      {rows?.length === 0 ? (
        <NoMatch
          all={t("table.showAll")}
          onAll={() => {
            setState("");
            setSearch("");
          }}
        >
          {t("table.noMatch")}
        </NoMatch>
      ) : null}
      {rows && rows.length > 0 ? (
        <>
          <p className="hidden text-sm print:block">
            {rows.length === run.total
              ? t("runs.rowsAll", { rows: run.total })
              : t("runs.rowsSome", { shown: rows.length, rows: run.total, url: window.location.href })}
          </p>
          <DataTable caption={t("runs.rowsTitle")} columns={columns} rows={rows} rowKey={({ id }) => id} />
        </>
      ) : null}
      {rows && !complete ? (
        <Button className="self-center print:hidden" onClick={() => void more()}>
          {t("runs.more")}
        </Button>
      ) : null}
    </section>
  );
}
