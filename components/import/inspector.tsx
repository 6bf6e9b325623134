"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { bySeverity } from "@/components/table/cells";
import { StateBadge } from "@/components/table/state-badge";
import { nameOf, useWords } from "@/components/table/use-words";
import { ISSUES } from "@/lib/otp/issue";
import type { RowView } from "@/lib/sheet/row-view";
import { referenceText } from "./reference";

const MARKS = { error: "text-bad", warning: "text-warn", info: "text-ink-soft" } as const;

/** Everything there is to say about the row under the cursor, in whole sentences. */
export function Inspector({
  row,
  sourceName,
  children = null,
}: {
  row: RowView;
  sourceName: (index: number) => string;
  /** What can be done about it. */
  children?: ReactNode;
}) {
  const t = useTranslations();
  const words = useWords();
  const codes = bySeverity(row.issues.map(({ code }) => code));
  // The user id is what is sent; the other name is the one that the admin knows.
  const names = [row.user.userId, nameOf({ user: { ...row.user, userId: "" } })].filter(
    (name) => name !== "",
  );
  // Nobody quotes a success.
  const reference = row.state === "verified" ? "" : referenceText(row.outcome);
  return (
    <section
      aria-label={t("inspector.label")}
      className="flex max-h-52 shrink-0 flex-wrap items-start gap-x-6 gap-y-2 overflow-y-auto rounded-panel border border-line bg-surface px-4 py-3 min-[90rem]:min-h-25 min-[90rem]:flex-nowrap"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
    >
      <div className="min-w-0 grow basis-96">
        <div className="flex flex-wrap items-center gap-x-3">
          <h2 className="font-semibold">
            {t("inspector.title", { source: sourceName(row.source), line: row.line })}
          </h2>
          {names.map((name) => (
            <span key={name} className="min-w-0 break-all text-ink-soft">
              {name}
            </span>
          ))}
          {row.device === "" ? null : (
            <span className="text-ink-soft">{t("inspector.device", { name: row.device })}</span>
          )}
          <StateBadge state={row.state} />
        </div>
        {row.member ? (
          <p className="text-ink-soft">
            {t("inspector.member", {
              name: row.member.displayName ?? "",
              named: row.member.displayName ? "yes" : "no",
              status: row.member.status ?? "",
              known: row.member.status ? "yes" : "no",
              // What was so before the import is not so after it.
              otp:
                row.member.enrolled === null || row.lock === "done"
                  ? "unknown"
                  : row.member.enrolled
                    ? "yes"
                    : "no",
            })}
          </p>
        ) : null}
        {row.outcome ? <p className="mt-1">{words.outcome(row.outcome)}</p> : null}
        {reference ? <p className="text-ink-soft">{t("outcome.reference", { reference })}</p> : null}
        {row.lock ? (
          <p className="text-ink-soft">{t(row.lock === "done" ? "table.lockedDone" : "table.lockedRun")}</p>
        ) : null}
        {codes.length > 0 ? (
          <ul className="mt-1 flex flex-col gap-0.5">
            {codes.map((code) => (
              <li key={code}>
                <span className={`font-medium ${MARKS[ISSUES[code].level]}`}>
                  {t(`level.${ISSUES[code].level}`)}
                  {": "}
                </span>
                {words.issue(row, code, sourceName)}
              </li>
            ))}
          </ul>
        ) : null}
        {codes.length === 0 && !row.outcome ? (
          <p className="mt-1 text-ink-soft">{t("inspector.clean")}</p>
        ) : null}
      </div>
      {children}
    </section>
  );
}
