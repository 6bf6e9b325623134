"use client";

import { UserSearch } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { FinderState } from "@/lib/sheet/finder";

type Props = {
  finder: FinderState;
  /** Rows that name their user by something else than the user id. */
  rows: number;
  locked: boolean;
  onFind: () => void;
  onStop: () => void;
};

/** Offers to look up the users whom the rows name in another way, and shows how that goes. */
export function FindUsers({ finder, rows, locked, onFind, onStop }: Props) {
  const t = useTranslations();
  const searching = finder.phase === "searching";
  const done = finder.phase === "done" ? finder.users : null;
  if (rows === 0 && !searching && !done?.halt) return null;
  return (
    <Notice
      tone={done?.halt || done?.lost ? "bad" : "info"}
      role="status"
      title={t("find.title", { rows })}
      actions={
        searching ? (
          <Button onClick={onStop}>{t("find.stop")}</Button>
        ) : (
          <Button look="primary" disabled={locked} onClick={onFind}>
            <UserSearch aria-hidden className="size-4" />
            {t("find.find")}
          </Button>
        )
      }
    >
      {done?.halt ? <p>{t(`halt.${done.halt}`)}</p> : null}
      {done?.lost ? <p>{t("find.lost")}</p> : null}
      {done && done.unanswered > 0 ? <p>{t("find.unanswered", { names: done.unanswered })}</p> : null}
      <p className="text-ink-soft">
        {searching ? t("find.searching", { asked: finder.asked, total: finder.total }) : t("find.text")}
      </p>
    </Notice>
  );
}
