"use client";

import { Ship } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { NoMatch } from "@/components/ui/no-match";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { Skeleton } from "@/components/ui/skeleton";
import {
  ALL_RUNS,
  RUN_FILTERS,
  RUNS_AT_ONCE,
  type RunList,
  type RunQuery,
  runListSchema,
} from "@/lib/otp/run-list";
import { isLive, type RunView } from "@/lib/otp/run-view";
import { ask } from "./ask";
import { dayStart } from "./day-start";
import { Retention } from "./retention";
import { RunCounts } from "./run-counts";
import { RunStateBadge } from "./run-state";
import { sourceName } from "./source-name";
import { useReturn } from "./use-return";

/** A run under way changes: so often the list is asked for again. */
const LOOK_MS = 2_000;

function pathOf(query: RunQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== null);
  return `/api/runs?${new URLSearchParams(given as [string, string][])}`;
}

/** All runs, the latest first, and how long they are kept. */
/** `names`: what those are called whose runs may be seen, by their ids. */
export function HistoryView({
  names,
  mayImport,
  maySetRetention,
}: {
  names: Readonly<Record<string, string>>;
  mayImport: boolean;
  maySetRetention: boolean;
}) {
  const t = useTranslations();
  const [state, setState] = useState<RunQuery["state"]>(null);
  const [who, setWho] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [list, setList] = useState<RunList | null>(null);
  const [older, setOlder] = useState<RunView[]>([]);
  const [failed, setFailed] = useState(false);

  const showAll = () => {
    setState(null);
    setWho(null);
    setFrom("");
    setTo("");
  };
  const query: RunQuery = { ...ALL_RUNS, state, who, from: dayStart(from), to: dayStart(to, 1) };
  const path = pathOf(query);
  const load = useCallback(async () => {
    const found = await ask(path, runListSchema);
    setFailed(found === null);
    if (found) setList(found);
  }, [path]);
  useEffect(() => {
    setOlder([]);
    void load();
  }, [load]);
  useReturn(load);
  const anyLive = list?.runs.some((run) => isLive(run.state)) ?? false;
  useEffect(() => {
    if (!anyLive && !failed) return;
    const timer = setInterval(() => void load(), LOOK_MS);
    return () => clearInterval(timer);
  }, [anyLive, failed, load]);

  const shown = [...(list?.runs ?? []), ...older];
  const last = shown.at(-1);
  const more = async () => {
    const found = await ask(pathOf({ ...query, before: last?.createdAt ?? null }), runListSchema);
    if (found) setOlder((before) => [...before, ...found.runs]);
  };
  const filtered = state !== null || who !== null || from !== "" || to !== "";
  return (
    <PageFrame title={t("runs.title")} lead={t("runs.lead")}>
      {list && shown.length === 0 && !filtered && !failed ? null : (
        <form aria-label={t("runs.filters")} className="flex flex-wrap items-end gap-3">
          <SelectField
            label={t("runs.stateLabel")}
            value={state ?? ""}
            onChange={(event) => setState(RUN_FILTERS.find((name) => name === event.target.value) ?? null)}
          >
            <option value="">{t("runs.all")}</option>
            {RUN_FILTERS.map((name) => (
              <option key={name} value={name}>
                {t(name === "live" ? "runs.live" : `runs.state.${name}`)}
              </option>
            ))}
          </SelectField>
          {list && list.admins.length > 1 ? (
            <SelectField
              label={t("runs.who")}
              value={who ?? ""}
              onChange={(event) => setWho(event.target.value || null)}
            >
              <option value="">{t("runs.all")}</option>
              {list.admins.map((id) => (
                <option key={id} value={id}>
                  {names[id] ?? id}
                </option>
              ))}
            </SelectField>
          ) : null}
          <TextField
            label={t("runs.from")}
            type="date"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <TextField
            label={t("runs.to")}
            type="date"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </form>
      )}
      {failed ? <Notice tone="bad" role="alert" title={t("runs.failed")} /> : null}
      {list || failed ? null : <Skeleton label={t("runs.loading")} lines={5} />}
      {list && !failed && shown.length === 0 ? (
        filtered ? (
          <NoMatch all={t("runs.showAll")} onAll={showAll}>
            {t("runs.noMatch")}
          </NoMatch>
        ) : (
          <EmptyState
            icon={Ship}
            title={t("runs.none")}
            action={
              mayImport ? (
                <Link href="/" className={buttonClass("primary")}>
                  {t("app.toImport")}
                </Link>
              ) : undefined
            }
          >
            {t("runs.noneText")}
          </EmptyState>
        )
      ) : null}
      {shown.length > 0 ? (
        <ul
          aria-label={t("runs.title")}
          className="overflow-hidden rounded-panel border border-line bg-surface [&>li+li]:border-t"
        >
          {shown.map((run) => (
            <RunItem key={run.key} run={run} />
          ))}
        </ul>
      ) : null}
      {shown.length > 0 && shown.length % RUNS_AT_ONCE === 0 ? (
        <Button className="self-center" onClick={() => void more()}>
          {t("runs.more")}
        </Button>
      ) : null}
      {maySetRetention && list && shown.length > 0 ? (
        <Retention keepDays={list.keepDays} onSaved={load} />
      ) : null}
    </PageFrame>
  );
}

function RunItem({ run }: { run: RunView }) {
  const t = useTranslations();
  const format = useFormatter();
  const began = format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "short" });
  const names = run.sources.map((source) => sourceName(t, source));
  return (
    <li className="relative flex flex-col gap-1.5 border-line px-5 py-3 hover:bg-accent-wash/40">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Link
          href={`/history/${run.key}`}
          className="inline-flex min-h-6 items-center font-semibold text-accent after:absolute after:inset-0 hover:underline"
        >
          {began}
        </Link>
        <RunStateBadge state={run.state} />
        <span>{t("runs.rows", { rows: run.total })}</span>
        <span className="min-w-0 break-words text-ink-soft">
          {names.slice(0, 3).join(", ")}
          {names.length > 3 ? ` ${t("runs.moreFiles", { files: names.length - 3 })}` : ""}
        </span>
      </div>
      <RunCounts run={run} />
    </li>
  );
}
