"use client";

import { useTranslations } from "use-intl";
import { FIX_IDS, type FixId } from "@/lib/sheet/fixes/registry";
import type { StepView } from "@/lib/sheet/history";
import type { StepLabel } from "@/lib/sheet/step";

/** Steps in words. */
export function useStepName(): (step: StepView) => string {
  const t = useTranslations();
  return ({ code, rows }) =>
    isFix(code) ? t("history.fix", { name: t(`fix.${code}`), rows }) : t(`history.step.${code}`, { rows });
}

function isFix(label: StepLabel): label is FixId {
  return FIX_IDS.some((id) => id === label);
}
