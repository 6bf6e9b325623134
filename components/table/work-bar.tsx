"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { SheetState } from "@/lib/sheet/state";

/** How far the work on many rows is; the button ends it, where that can be done. */
export function WorkBar({
  working: { done, all, stops },
  onStop,
}: {
  working: NonNullable<SheetState["working"]>;
  onStop: () => void;
}) {
  const t = useTranslations("grid");
  const said = t("workDone", { done, all });
  return (
    <span className="inline-flex items-center gap-2">
      <span className="flex w-32">
        <ProgressBar label={said} value={done} max={all} />
      </span>
      <span aria-hidden className="tabular-nums">
        {said}
      </span>
      {stops ? (
        <Button className="min-h-7 py-0" onClick={onStop}>
          {t("workStop")}
        </Button>
      ) : null}
    </span>
  );
}
