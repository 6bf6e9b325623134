"use client";

import { Download, Printer, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCommands } from "@/components/shell/commands";
import { Mark } from "@/components/shell/mark";
import { ShareBar } from "@/components/table/share-bar";
import { Button, buttonClass } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { isLive, type RunView } from "@/lib/otp/run-view";
import { tell } from "./ask";
import { LiveRun } from "./live-run";
import { LookAgain } from "./look-again";
import { RetryFailed } from "./retry-failed";
import { countsOf, RunCounts } from "./run-counts";
import { RunRows } from "./run-rows";
import { RunStateBadge } from "./run-state";
import { sourceName } from "./source-name";
import { useRun } from "./use-run";

const REPORTS = ["csv", "xlsx", "json"] as const;

type Props = {
  runKey: string;
  /** What those are called whose runs may be seen, by their ids. */
  names: Readonly<Record<string, string>>;
  /** Whether this person may do something about a run, and not only read it. */
  mayImport: boolean;
  /** The files that can be chosen, as the file picker has them. */
  accept: string;
};

/** One run: how it goes or went, what became of every row, and the report. */
export function RunPage({ runKey, names, mayImport, accept }: Props) {
  const t = useTranslations("runs");
  const { run, gone, offline, look } = useRun(runKey);
  const live = run !== null && isLive(run.state);
  return (
    <PageFrame
      back={{ href: "/history", name: t("back") }}
      title={run ? t("runOf", { date: new Date(run.createdAt) }) : t("runTitle")}
      beside={run ? <RunStateBadge state={run.state} /> : null}
      actions={
        run && !gone && !live ? (
          <>
            <PrintReceipt />
            {mayImport ? <DeleteRun run={run} onFailed={look} /> : null}
          </>
        ) : null
      }
    >
      {offline ? <Notice tone="warn" role="status" title={t("failed")} /> : null}
      {gone ? <Notice tone="warn" role="alert" title={t("gone")} /> : null}
      {run && !gone ? (
        <Run
          run={run}
          live={live}
          who={names[run.who] ?? run.who}
          mayImport={mayImport}
          accept={accept}
          onLook={look}
        />
      ) : null}
      {run || gone || offline ? null : <Skeleton label={t("loading")} lines={6} />}
    </PageFrame>
  );
}

type RunProps = Pick<Props, "mayImport" | "accept"> & {
  run: RunView;
  live: boolean;
  who: string;
  /** The run may be another by now, or gone. */
  onLook: () => void;
};

function Run({ run, live, who, mayImport, accept, onLook }: RunProps) {
  const t = useTranslations();
  const format = useFormatter();
  const when = (time: string) =>
    format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "medium" });
  const { accepted = 0, verified = 0, skipped = 0 } = run.counts;
  const open = run.total - accepted - verified - skipped;
  const byHand = run.sources.every((source) => source.byHand);
  const { ceiling, verify, before, reason } = run.options;
  const facts = [
    { name: t("runs.began"), value: when(run.createdAt) },
    ...(run.endedAt ? [{ name: t("runs.ended"), value: when(run.endedAt) }] : []),
    { name: t("runs.who"), value: who },
    { name: t("runs.pool"), value: `${run.host} · ${run.pool}` },
    { name: t("runs.files"), value: run.sources.map((source) => sourceName(t, source)).join(", ") },
    { name: t("options.verify"), value: t(`options.verifyAs.${verify}`) },
    { name: t("options.before"), value: t(`options.beforeAs.${before}`) },
    ...(ceiling === null
      ? []
      : [{ name: t("options.ceiling"), value: t("options.perSecond", { calls: ceiling }) }]),
    ...(reason === undefined ? [] : [{ name: t("runs.reason"), value: reason }]),
  ];
  return (
    <>
      <p className="hidden items-center gap-2 font-semibold print:flex">
        <Mark className="size-6" />
        {t("runs.receiptTitle")}
      </p>
      {live ? <LiveRun run={run} mayCommand={mayImport} /> : null}
      {run.halt ? <Notice tone="bad" title={t(`halt.${run.halt}`)} /> : null}
      {!live && mayImport ? <LookAgain run={run} onSeen={onLook} /> : null}
      {!live && open > 0 && mayImport && !byHand ? (
        <RetryFailed run={run} open={open} accept={accept} onFailed={onLook} />
      ) : null}
      {!live && open > 0 && !(mayImport && !byHand) ? (
        <Notice tone="warn" title={t("runs.openTitle", { rows: open })}>
          {byHand ? <p>{t("retry.byHand")}</p> : null}
        </Notice>
      ) : null}
      <Panel
        title={t("runs.factsTitle")}
        actions={REPORTS.map((kind) => (
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
      >
        <div className="flex flex-col gap-4">
          <ShareBar counts={countsOf(run)} />
          <RunCounts run={run} />
          <Facts facts={facts} />
        </div>
      </Panel>
      <RunRows run={run} onGone={onLook} />
      <p className="hidden text-sm text-ink-soft print:block">
        {t("runs.receiptNote", { date: new Date(), key: run.key })}
      </p>
    </>
  );
}

function PrintReceipt() {
  const t = useTranslations("runs");
  const print = () => window.print();
  useCommands([{ label: t("print"), run: print }]);
  return (
    <Button onClick={print}>
      <Printer aria-hidden className="size-4" />
      {t("print")}
    </Button>
  );
}

function DeleteRun({ run, onFailed }: { run: RunView; onFailed: () => void }) {
  const t = useTranslations("runs");
  const router = useRouter();
  const say = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  useCommands([{ label: t("delete"), run: () => setAsking(true) }]);
  async function remove() {
    setBusy(true);
    const removed = await tell("DELETE", `/api/runs/${run.key}`);
    setBusy(false);
    setAsking(false);
    if (!removed) return onFailed();
    say(t("deleted"));
    router.push("/history");
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-4" />
        {t("delete")}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t("deleteTitle")}
        confirm={t("delete")}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {t("deleteText")}
      </ConfirmDialog>
    </>
  );
}
