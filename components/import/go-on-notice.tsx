"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/history/ask";
import { Button, buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { runListSchema } from "@/lib/otp/run-list";
import type { SheetNews } from "@/lib/sheet/state";
import { type EarlierRun, earlierRun, type Pool } from "./earlier-run";

type Props = { state: SheetNews; pool: Pool; onGoOn: () => void };

/** Says that these files have been imported before, and how far that went: going on is importing them again. */
export function GoOnNotice({ state, pool, onGoOn }: Props) {
  const t = useTranslations("goOn");
  const [found, setFound] = useState<EarlierRun | null>(null);
  const [dismissed, setDismissed] = useState("");
  // As text, so that the server is asked once for each set of files.
  const files = state.sources.every(({ status }) => status !== "reading")
    ? JSON.stringify(state.sources.map(({ name, size, rows }) => ({ name, size, rows })))
    : null;
  const where = JSON.stringify(pool);
  useEffect(() => {
    if (files === null) return;
    let left = false;
    void ask("/api/runs", runListSchema).then((list) => {
      if (!left) setFound(list ? earlierRun(list.runs, JSON.parse(files), JSON.parse(where)) : null);
    });
    return () => {
      left = true;
    };
  }, [files, where]);

  if (!found || dismissed === found.run.key) return null;
  const { run, done } = found;
  const date = new Date(run.createdAt);
  const rest = run.total - done;
  return (
    <Notice
      tone="info"
      role="status"
      title={t("title", { date })}
      actions={
        <>
          {rest > 0 ? (
            <Button disabled={state.counts.ready === 0} onClick={onGoOn}>
              {t("goOn", { date })}
            </Button>
          ) : null}
          <Link href={`/history/${run.key}`} className={buttonClass("plain")}>
            {t("show")}
          </Link>
          <Button look="quiet" onClick={() => setDismissed(run.key)}>
            {t("dismiss")}
          </Button>
        </>
      }
    >
      <p className="max-w-prose">
        {rest > 0 ? t("some", { done, total: run.total }) : t("all", { total: run.total })}
      </p>
    </Notice>
  );
}
