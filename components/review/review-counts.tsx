"use client";

import { useTranslations } from "use-intl";
import { ISSUES } from "@/lib/otp/issue";
import type { SheetNews } from "@/lib/sheet/state";

/** So many reasons for blocked rows are named; the table has them all. */
const MOST_REASONS = 4;

/** What becomes of the rows at hand: those that go, and why the others do not. */
export function ReviewCounts({ state, rows, left }: { state: SheetNews; rows: number; left: number }) {
  const t = useTranslations();
  const { blocked, removed } = state.counts;
  const reasons = state.issues
    .filter(({ code }) => ISSUES[code].level === "error")
    .sort((a, b) => b.rows - a.rows);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <Count value={rows - left}>{t("review.toSend")}</Count>
      {left > 0 ? <Count value={left}>{t("review.toKeep")}</Count> : null}
      {blocked > 0 ? (
        <Count value={blocked}>
          {t("review.blocked")}
          <ul className="text-ink-soft">
            {reasons.slice(0, MOST_REASONS).map(({ code, rows: with_ }) => (
              <li key={code}>
                {t("filter.issueOption", { sentence: t(`issueGroup.${code}`), rows: with_ })}
              </li>
            ))}
            {reasons.length > MOST_REASONS ? (
              <li>{t("review.moreReasons", { count: reasons.length - MOST_REASONS })}</li>
            ) : null}
          </ul>
        </Count>
      ) : null}
      {removed > 0 ? <Count value={removed}>{t("review.removed")}</Count> : null}
    </dl>
  );
}

function Count({ value, children }: { value: number; children: React.ReactNode }) {
  const t = useTranslations("run");
  return (
    <>
      <dt className="text-right font-semibold">{t("count", { count: value })}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
