"use client";

import { useFormatter, useTranslations } from "use-intl";
import { DataTable } from "@/components/ui/data-table";
import { Link } from "@/components/ui/link";
import { AUDIT_ACTIONS } from "@/lib/otp/audit-action";
import type { AuditEntry } from "@/lib/otp/audit-list";

const RUN_ACTIONS = ["run_opened", "run_ended", "report_downloaded"];

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  return (
    <DataTable
      caption={t("title")}
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "time",
          header: t("time"),
          look: "whitespace-nowrap text-ink-soft",
          cell: ({ at }) => (
            <time dateTime={at}>
              {format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" })}
            </time>
          ),
        },
        { key: "who", header: t("who"), look: "min-w-32 break-words", cell: ({ name }) => name },
        {
          key: "action",
          header: t("actionLabel"),
          look: "whitespace-nowrap",
          cell: ({ action }) => <ActionName action={action} />,
        },
        {
          key: "subject",
          header: t("subject"),
          look: "font-mono text-sm break-all",
          cell: ({ action, subject }) =>
            RUN_ACTIONS.includes(action) ? (
              <Link href={`/history/${subject}`} className="text-accent hover:underline">
                {subject}
              </Link>
            ) : (
              subject
            ),
        },
        {
          key: "details",
          header: t("details"),
          look: "text-sm text-ink-soft",
          cell: ({ details }) => <Details details={details} />,
        },
      ]}
    />
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
