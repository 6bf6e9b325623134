"use client";

import { Download, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { isLive, type RunView } from "@/lib/otp/run-view";
import { tell } from "./ask";
import { LiveRun } from "./live-run";
import { RunCounts } from "./run-counts";
import { RunRows } from "./run-rows";
import { RunStateBadge } from "./run-state";
import { useRun } from "./use-run";

const REPORTS = ["csv", "xlsx", "json"] as const;

/** One run: how it goes or went, what became of every row, and the report. */
export function RunPage({ runKey }: { runKey: string }) {
  const t = useTranslations();
  const { run, gone, offline } = useRun(runKey);
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-6">
      <Link href="/history" className="self-start text-accent hover:underline">
        {t("runs.back")}
      </Link>
      {offline ? <Notice tone="warn" role="status" title={t("runs.failed")} /> : null}
      {gone ? <Notice tone="warn" role="alert" title={t("runs.gone")} /> : null}
      {run && !gone ? <Run run={run} /> : null}
    </div>
  );
}

function Run({ run }: { run: RunView }) {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const live = isLive(run.state);
  const when = (time: string) =>
    format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "medium" });
  const { accepted = 0, verified = 0, skipped = 0 } = run.counts;
  const open = run.total - accepted - verified - skipped;
  const facts: [string, string][] = [
    [t("runs.began"), when(run.createdAt)],
    ...(run.endedAt ? [[t("runs.ended"), when(run.endedAt)] as [string, string]] : []),
    [t("runs.who"), run.who],
    [t("runs.pool"), `${run.host} · ${run.pool}`],
    [t("runs.files"), run.sources.map(({ name }) => name || t("sources.pasted")).join(", ")],
    [t("options.verify"), t(`options.verifyAs.${run.options.verify}`)],
    [t("options.before"), t(`options.beforeAs.${run.options.before}`)],
    ...(run.options.ceiling === null
      ? []
      : [[t("options.ceiling"), t("options.perSecond", { calls: run.options.ceiling })] as [string, string]]),
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">
          {t("runs.runOf", { date: new Date(run.createdAt) })}
        </h1>
        <RunStateBadge state={run.state} />
      </div>
      {live ? <LiveRun run={run} /> : null}
      {run.halt ? <Notice tone="bad" title={t(`halt.${run.halt}`)} /> : null}
      {!live && open > 0 ? (
        <Notice tone="warn" title={t("runs.openTitle", { rows: open })}>
          <p>{t("runs.openText")}</p>
          <Link href="/" className={`mt-2 ${buttonClass("plain")}`}>
            {t("app.toImport")}
          </Link>
        </Notice>
      ) : null}
      <RunCounts run={run} />
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        {REPORTS.map((kind) => (
          <a
            key={kind}
            href={`/api/runs/${run.key}/report?format=${kind}`}
            className={buttonClass()}
            download
          >
            <Download aria-hidden className="size-4" />
            {t("runs.report", { kind: kind.toUpperCase() })}
          </a>
        ))}
        {live ? null : (
          <Button className="ml-auto" onClick={() => setAsking(true)}>
            <Trash2 aria-hidden className="size-4" />
            {t("runs.delete")}
          </Button>
        )}
      </div>
      <RunRows run={run} />
      <Dialog open={asking} onClose={() => setAsking(false)} title={t("runs.deleteTitle")}>
        <p>{t("runs.deleteText")}</p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{t("app.cancel")}</Button>
          <Button
            look="danger"
            onClick={async () => {
              if (await tell("DELETE", `/api/runs/${run.key}`)) router.push("/history");
              setAsking(false);
            }}
          >
            {t("runs.delete")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
