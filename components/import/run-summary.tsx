"use client";

import {
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleCheck,
  Download,
  FileText,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "@/components/shell/commands";
import { ShareBar } from "@/components/table/share-bar";
import { StateBadge } from "@/components/table/state-badge";
import { Button, buttonClass, IconButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { CarrierState } from "@/lib/sheet/carrier";
import { type Retry, ROW_STATES, type RowState } from "@/lib/sheet/row";
import type { SheetNews } from "@/lib/sheet/state";

type Props = {
  run: Extract<CarrierState, { phase: "done" }>;
  state: SheetNews;
  onRetry: (retry: Retry) => void;
  onShow: (state: RowState) => void;
  onReport: () => void;
};

const TONES = {
  good: { icon: CircleCheck, look: "text-good", edge: "border-t-good" },
  warn: { icon: TriangleAlert, look: "text-warn", edge: "border-t-warn" },
  bad: { icon: CircleAlert, look: "text-bad", edge: "border-t-bad" },
} as const;

/** How a run ended: what moved, what did not, what to do next. Its numbers always add up to the rows. */
export function RunSummary({ run, state, onRetry, onShow, onReport }: Props) {
  const t = useTranslations("run");
  const words = useTranslations();
  const [folded, setFolded] = useState(false);
  const { counts, retries } = state;
  const failed = counts.refused + counts.unknown + counts.stopped + counts.mismatch;
  const ended = run.halt !== null || run.failure !== null;
  const tone = ended ? "bad" : failed > 0 || run.stopped ? "warn" : "good";
  const { icon: Icon, look, edge } = TONES[tone];
  const title = ended ? t("haltedTitle") : run.stopped ? t("stoppedTitle") : t("doneTitle");
  const shown = ROW_STATES.map((name) => [name, counts[name]] as const).filter(([, count]) => count > 0);
  useCommands([
    { label: t("report"), run: onReport },
    ...(retries.failed > 0
      ? [{ label: t("retry", { rows: retries.failed }), run: () => onRetry("failed") }]
      : []),
  ]);
  return (
    <div
      role="status"
      className={`flex shrink-0 flex-col gap-2 rounded-panel border border-t-4 border-line bg-surface px-5 py-3 ${edge}`}
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="flex items-center gap-2.5 text-lg font-semibold">
          <Icon aria-hidden className={`size-6 shrink-0 ${look}`} />
          {title}
        </p>
        <p className="text-ink-soft">{t("moved", { moved: counts.verified + counts.accepted })}</p>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {shown.map(([name, count]) => (
            <li key={name} className="flex items-center gap-1.5">
              <StateBadge state={name} />
              <span>{t("count", { count })}</span>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
          {run.key ? (
            <Link href={`/history/${run.key}`} className={buttonClass()}>
              <FileText aria-hidden className="size-4" />
              {t("receipt")}
            </Link>
          ) : null}
          <Button onClick={onReport} title={t("reportHint")}>
            <Download aria-hidden className="size-4" />
            {t("report")}
          </Button>
          <IconButton
            label={t(folded ? "unfold" : "fold")}
            aria-expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            {folded ? (
              <ChevronDown aria-hidden className="size-4" />
            ) : (
              <ChevronUp aria-hidden className="size-4" />
            )}
          </IconButton>
        </div>
      </div>
      <ShareBar counts={shown} />
      {folded ? null : (
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div className="flex min-w-0 grow basis-96 flex-col gap-0.5">
            <h2 className="sr-only">{t("next")}</h2>
            {run.halt ? <p>{words(`halt.${run.halt}`)}</p> : null}
            {run.failure ? <p>{t(run.failure)}</p> : null}
            {ended ? null : (
              <p>
                {failed > 0
                  ? run.stopped && failed === counts.stopped
                    ? t("nextStopped", { rows: failed })
                    : t("nextFailed", { failed })
                  : counts.accepted > 0
                    ? t("nextAccepted")
                    : counts.verified > 0
                      ? t("nextClean")
                      : t("nextNothing")}
              </p>
            )}
            {counts.blocked > 0 ? <p>{t("nextBlocked", { rows: counts.blocked })}</p> : null}
          </div>
          <div className="flex flex-wrap gap-2 empty:hidden">
            {counts.blocked > 0 ? (
              <Button onClick={() => onShow("blocked")}>{t("showBlocked", { rows: counts.blocked })}</Button>
            ) : null}
            {retries.kept > 0 ? (
              <Button onClick={() => onRetry("kept")}>{t("replaceKept", { rows: retries.kept })}</Button>
            ) : null}
            {retries.unchecked > 0 ? (
              <Button onClick={() => onRetry("unchecked")}>
                {t("sendUnchecked", { rows: retries.unchecked })}
              </Button>
            ) : null}
            {retries.failed > 0 ? (
              <Button look="primary" onClick={() => onRetry("failed")}>
                <RotateCw aria-hidden className="size-4" />
                {t("retry", { rows: retries.failed })}
              </Button>
            ) : null}
          </div>
        </div>
      )}
    </div>
  );
}
