"use client";

import { RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Says that the code that reads files did not come, and keeps what was to be read for another try. */
export function MissedNotice({ onAgain }: { onAgain: () => void }) {
  const t = useTranslations("missed");
  const box = useRef<HTMLDivElement>(null);
  // Whoever pasted on a small screen stands below it, before an emptied field.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={box} className="scroll-mt-24 mx-auto w-full max-w-5xl px-4 pt-4">
      <Notice
        tone="bad"
        role="alert"
        title={t("title")}
        actions={
          <Button look="primary" onClick={onAgain}>
            <RotateCcw aria-hidden className="size-4" />
            {t("again")}
          </Button>
        }
      >
        <p>{t("text")}</p>
      </Notice>
    </div>
  );
}
