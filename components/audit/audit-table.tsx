"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { AUDIT_ACTIONS } from "@/lib/otp/audit-action";
import type { AuditEntry } from "@/lib/otp/audit-list";

const RUN_ACTIONS = ["run_opened", "run_ended", "report_downloaded"];

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const cell = "border-b border-line px-3 py-2 align-top";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div className="overflow-x-auto rounded-panel border border-line bg-surface" tabIndex={0}>
      <table className="w-full min-w-[48rem] border-collapse text-left">
        <caption className="sr-only">{t("audit.title")}</caption>
        <thead className="bg-sunken text-sm text-ink-soft">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {t("audit.time")}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {t("audit.who")}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {t("audit.actionLabel")}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {t("audit.subject")}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {t("audit.details")}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className={`${cell} whitespace-nowrap text-ink-soft tabular-nums`}>
                <time dateTime={entry.at}>
                  {format.dateTime(new Date(entry.at), { dateStyle: "medium", timeStyle: "medium" })}
                </time>
              </td>
              <td className={`${cell} min-w-32 break-words`}>{entry.name}</td>
              <td className={`${cell} whitespace-nowrap`}>
                <ActionName action={entry.action} />
              </td>
              <td className={`${cell} font-mono text-sm break-all`}>
                {RUN_ACTIONS.includes(entry.action) ? (
                  <Link href={`/history/${entry.subject}`} className="text-accent hover:underline">
                    {entry.subject}
                  </Link>
                ) : (
                  entry.subject
                )}
              </td>
              <td className={`${cell} text-sm text-ink-soft`}>
                <Details details={entry.details} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ActionName({ action }: { action: string }) {
  const t = useTranslations();
  const known = AUDIT_ACTIONS.find((name) => name === action);
  return known ? t(`audit.action.${known}`) : action;
}

/** In the words of the export, so that both can be searched for the same. */
function Details({ details }: Pick<AuditEntry, "details">) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 font-mono">
      {Object.entries(details).map(([name, value]) => (
        <li key={name} className="break-all">
          {name}={value === null ? "–" : String(value)}
        </li>
      ))}
    </ul>
  );
}
