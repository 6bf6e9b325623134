"use client";

import { Download, RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { StateBadge } from "@/components/table/state-badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CarrierState } from "@/lib/sheet/carrier";
import { type Retry, ROW_STATES } from "@/lib/sheet/row";
import type { SheetState } from "@/lib/sheet/state";

type Props = {
  run: Extract<CarrierState, { phase: "done" }>;
  state: SheetState;
  onRetry: (retry: Retry) => void;
  onReport: () => void;
};

/** How a run ended: what moved, what did not, what to do next. Its numbers always add up to the rows. */
export function RunSummary({ run, state, onRetry, onReport }: Props) {
  const t = useTranslations("run");
  const words = useTranslations();
  const { counts, retries } = state;
  const tone =
    run.halt || run.failure
      ? "bad"
      : retries.failed > 0 || counts.mismatch > 0 || run.stopped
        ? "warn"
        : "good";
  const title = run.halt || run.failure ? t("haltedTitle") : run.stopped ? t("stoppedTitle") : t("doneTitle");
  const failed = counts.refused + counts.unknown + counts.stopped + counts.mismatch;
  return (
    <Notice tone={tone} role="status" title={title}>
      {run.halt ? <p>{words(`halt.${run.halt}`)}</p> : null}
      {run.failure ? <p>{t(run.failure)}</p> : null}
      {!run.halt && !run.failure ? (
        <p>
          {failed > 0
            ? t("nextFailed", { failed })
            : counts.accepted > 0
              ? t("nextAccepted")
              : t("nextClean")}
        </p>
      ) : null}
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {ROW_STATES.filter((name) => counts[name] > 0).map((name) => (
          <li key={name} className="flex items-center gap-1.5">
            <StateBadge state={name} />
            <span>{t("count", { count: counts[name] })}</span>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {retries.failed > 0 ? (
          <Button look="primary" onClick={() => onRetry("failed")}>
            <RotateCw aria-hidden className="size-4" />
            {t("retry", { rows: retries.failed })}
          </Button>
        ) : null}
        {retries.kept > 0 ? (
          <Button onClick={() => onRetry("kept")}>{t("replaceKept", { rows: retries.kept })}</Button>
        ) : null}
        {retries.unchecked > 0 ? (
          <Button onClick={() => onRetry("unchecked")}>
            {t("sendUnchecked", { rows: retries.unchecked })}
          </Button>
        ) : null}
        <Button onClick={onReport} title={t("reportHint")}>
          <Download aria-hidden className="size-4" />
          {t("report")}
        </Button>
      </div>
    </Notice>
  );
}
