"use client";

import { useTranslations } from "use-intl";
import { sourceName } from "@/components/history/source-name";
import { Button, buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { holdRetry } from "./retry";
import type { RetryRows } from "./use-retry-rows";

/** Says which rows of an earlier run are to be sent again, and what became of the others of the file. */
export function RetryNotice({ retry: { run, rows }, done, waits, elsewhere }: RetryRows) {
  const t = useTranslations();
  const found = [...done.values()];
  const kept = found.reduce((sum, its) => sum + its.kept, 0);
  const aside = found.reduce((sum, its) => sum + its.aside, 0);
  const missing = Math.max(0, rows.length - kept);
  const files = run.sources.map((source) => sourceName(t, source)).join(", ");
  return (
    <Notice
      tone={elsewhere || (found.length > 0 && missing > 0) ? "warn" : "info"}
      role="status"
      title={t("retry.title", { rows: rows.length, date: new Date(run.createdAt) })}
      actions={
        <>
          <Link href={`/history/${run.key}`} className={buttonClass("plain")}>
            {t("goOn.show")}
          </Link>
          {found.length === 0 ? (
            <Button look="quiet" onClick={() => holdRetry(null)}>
              {t("retry.end")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="max-w-prose">
        {elsewhere ? <p>{t("retry.elsewhere", { pool: `${run.host} · ${run.pool}` })}</p> : null}
        {found.length === 0 && !waits ? <p>{t("retry.choose", { files })}</p> : null}
        {found.length > 0 ? <p>{t("retry.kept", { kept, aside })}</p> : null}
        {found.length > 0 && missing > 0 ? <p>{t("retry.missing", { missing })}</p> : null}
      </div>
    </Notice>
  );
}
