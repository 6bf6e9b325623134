"use client";

import { useTranslations } from "use-intl";
import { useSheetNews } from "@/components/import/session";
import { ProgressBar } from "@/components/ui/progress-bar";

/** How far the work on many rows is that the dialog around it has asked for. */
export function WorkDone() {
  const t = useTranslations("grid");
  const { working } = useSheetNews();
  return working ? (
    <ProgressBar label={t("workDone", working)} value={working.done} max={working.all} />
  ) : null;
}
