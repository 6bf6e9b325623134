"use client";

import { useTranslations } from "use-intl";
import { useSheetNews } from "@/components/import/session";
import { ProgressBar } from "@/components/ui/progress-bar";

/** How far the work on many rows is that the dialog around it has asked for. */
export function WorkDone() {
  const t = useTranslations("grid");
  const { working } = useSheetNews();
  if (!working) return null;
  const { done, all } = working;
  return <ProgressBar label={t("workDone", { done, all })} value={done} max={all} />;
}
