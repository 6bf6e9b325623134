"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = {
  /** What the table was read from, as far as the tab can read it again. */
  files: readonly File[];
  /** Texts that were pasted. */
  pasted: number;
  onAgain: () => void;
};

/** Says that the worker has died, and offers the way back to the rows. */
export function DeadNotice({ files, pasted, onAgain }: Props) {
  const t = useTranslations("dead");
  return (
    <div className="mx-auto max-w-3xl p-8">
      <Notice tone="bad" role="alert" title={t("title")}>
        <p>{t("text")}</p>
        {pasted > 0 ? <p className="mt-2">{t("pasted", { pasted })}</p> : null}
        <div className="mt-3 flex flex-wrap gap-2">
          {files.length > 0 ? (
            <Button look="primary" onClick={onAgain}>
              <RotateCcw aria-hidden className="size-4" />
              {t("again", { files: files.length })}
            </Button>
          ) : null}
          <Button onClick={() => location.reload()}>{t("reload")}</Button>
        </div>
      </Notice>
    </div>
  );
}
