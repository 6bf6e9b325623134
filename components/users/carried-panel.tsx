"use client";

import { useFormatter, useTranslations } from "use-intl";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import { StateBadge } from "@/components/table/state-badge";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Carried } from "@/lib/otp/pool-user-view";

const SHOWN = 5;

/** What this console has carried for the user: when, by whom, from where, and what became of it. */
export function CarriedPanel({ carried }: { carried: readonly Carried[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const source = ({ source: name, byHand, line }: Carried) => {
    const file = name || t("sources.pasted");
    if (!byHand) return t("users.fromLine", { file, line });
    return name === "" ? t("users.byHand") : t("users.byHandFrom", { file, line });
  };
  return (
    <Panel title={t("users.carried")}>
      {carried.length === 0 ? <p className="text-ink-soft">{t("users.carriedNothing")}</p> : null}
      <ol className="flex flex-col gap-3">
        {carried.slice(0, SHOWN).map((row) => (
          <li key={`${row.run} ${row.line}`} className="flex flex-col gap-0.5">
            <div className="flex flex-wrap items-center gap-x-3">
              <StateBadge state={row.outcome.state} />
              <span>{format.dateTime(new Date(row.at), { dateStyle: "medium", timeStyle: "short" })}</span>
              {row.mayOpen ? (
                <Link
                  href={`/history/${row.run}`}
                  className="inline-flex min-h-6 items-center text-accent hover:underline"
                >
                  {t("users.openRun")}
                </Link>
              ) : null}
            </div>
            <p className="break-words text-ink-soft">
              {t("users.carriedBy", { source: source(row), who: row.who })}
              {row.reason === "" ? null : ` ${t("users.carriedReason", { reason: row.reason })}`}
            </p>
            <p className="text-sm text-ink-soft">{outcomeSentence(t, row.outcome)}</p>
          </li>
        ))}
      </ol>
      {carried.length > SHOWN ? (
        <p className="mt-3 text-sm text-ink-soft">
          {t("users.carriedMore", { rows: carried.length - SHOWN })}
        </p>
      ) : null}
    </Panel>
  );
}
