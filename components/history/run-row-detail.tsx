"use client";

import { useFormatter, useTranslations } from "use-intl";
import { referenceText } from "@/components/import/reference";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { StateBadge } from "@/components/table/state-badge";
import type { RunRow } from "@/lib/otp/run-list";

/** Everything that the ledger knows of the row under the cursor, in whole sentences. */
export function RunRowDetail({ row, sourceName }: { row: RunRow; sourceName: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const { outcome, attempts, at } = row;
  const reference = outcome.state === "verified" ? "" : referenceText(outcome);
  return (
    <section
      aria-label={t("inspector.label")}
      className="rounded-panel border border-line bg-surface px-4 py-3 print:hidden"
    >
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 className="font-semibold">{t("inspector.title", { source: sourceName, line: row.line })}</h2>
        <span className="min-w-0 font-mono text-sm break-all text-ink-soft">{row.userId}</span>
        <StateBadge state={outcome.state} />
      </div>
      <p className="mt-1">{outcomeSentence(t, outcome)}</p>
      <p className="text-ink-soft">
        {attempts > 0 ? t("runs.sent", { attempts }) : null}
        {at ? ` ${format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" })}` : null}
      </p>
      {reference ? <p className="text-ink-soft">{t("outcome.reference", { reference })}</p> : null}
    </section>
  );
}
