"use client";

import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import {
  ALL_RUNS,
  KEEP_DAYS,
  RUN_FILTERS,
  RUNS_AT_ONCE,
  type RunList,
  type RunQuery,
  runListSchema,
} from "@/lib/otp/run-list";
import { isLive, type RunView } from "@/lib/otp/run-view";
import { ask, tell } from "./ask";
import { RunCounts } from "./run-counts";
import { RunStateBadge } from "./run-state";

/** A run under way changes: so often the list is asked for again. */
const LOOK_MS = 2_000;

function pathOf(query: RunQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== null);
  return `/api/runs?${new URLSearchParams(given as [string, string][])}`;
}

/** The beginning of a day of this browser, `after` days later; null for none. */
function dayStart(date: string, after = 0): string | null {
  if (date === "") return null;
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day + after).toISOString();
}

/** All runs, the latest first, and how long they are kept. */
export function HistoryView() {
  const t = useTranslations();
  const [state, setState] = useState<RunQuery["state"]>(null);
  const [who, setWho] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [list, setList] = useState<RunList | null>(null);
  const [older, setOlder] = useState<RunView[]>([]);
  const [failed, setFailed] = useState(false);

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
  const label = "flex flex-col gap-1 text-sm text-ink-soft";
  const field = "min-h-8 rounded-control border border-line-strong bg-surface px-2 py-1 text-ink";
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-6">
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{t("runs.title")}</h1>
        <p className="text-ink-soft">{t("runs.lead")}</p>
      </div>
      <form aria-label={t("runs.filters")} className="flex flex-wrap items-end gap-3">
        <label className={label}>
          {t("runs.stateLabel")}
          <Select
            value={state ?? ""}
            onChange={(event) => setState(RUN_FILTERS.find((name) => name === event.target.value) ?? null)}
          >
            <option value="">{t("runs.all")}</option>
            {RUN_FILTERS.map((name) => (
              <option key={name} value={name}>
                {t(name === "live" ? "runs.live" : `runs.state.${name}`)}
              </option>
            ))}
          </Select>
        </label>
        {list && list.admins.length > 1 ? (
          <label className={label}>
            {t("runs.who")}
            <Select value={who ?? ""} onChange={(event) => setWho(event.target.value || null)}>
              <option value="">{t("runs.all")}</option>
              {list.admins.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </label>
        ) : null}
        <label className={label}>
          {t("runs.from")}
          <input
            type="date"
            className={field}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label className={label}>
          {t("runs.to")}
          <input type="date" className={field} value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </form>
      {failed ? (
        <Notice tone="bad" role="alert" title={t("runs.failed")} />
      ) : list && shown.length === 0 ? (
        <p className="py-8 text-center text-ink-soft">{t(filtered ? "runs.noMatch" : "runs.none")}</p>
      ) : null}
      {shown.length > 0 ? (
        <ul aria-label={t("runs.title")} className="flex flex-col gap-2">
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
      {list ? (
        <label className={`${label} border-t border-line pt-4`}>
          {t("runs.keep")}
          <Select
            className="self-start"
            value={list.keepDays ?? ""}
            onChange={async (event) => {
              const keepDays = KEEP_DAYS.find((days) => String(days ?? "") === event.target.value) ?? null;
              await tell("POST", "/api/retention", { keepDays });
              await load();
            }}
          >
            {KEEP_DAYS.map((days) => (
              <option key={days} value={days ?? ""}>
                {days === null ? t("runs.keepAll") : t("runs.keepDays", { days })}
              </option>
            ))}
          </Select>
          <span>{t("runs.keepHint")}</span>
        </label>
      ) : null}
    </div>
  );
}

function RunItem({ run }: { run: RunView }) {
  const t = useTranslations();
  const format = useFormatter();
  const began = format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "short" });
  const names = run.sources.map(({ name }) => name || t("sources.pasted"));
  return (
    <li className="relative flex flex-col gap-1.5 rounded-panel border border-line bg-surface px-4 py-3 hover:border-line-strong">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Link
          href={`/history/${run.key}`}
          className="font-semibold text-accent after:absolute after:inset-0 hover:underline"
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
