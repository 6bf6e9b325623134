"use client";

import { useTranslations } from "use-intl";
import { useStepName } from "./step-name";
import type { Told } from "./use-undo";

/** What the last change, undo or redo came to; it stands where nothing moves because of it. */
export function StepTold({ told }: { told: Told | null }) {
  return (
    <p role="status" className="min-w-0 grow basis-60 text-ink-soft max-lg:basis-full">
      {told ? <Sentence told={told} /> : null}
    </p>
  );
}

function Sentence({ told }: { told: Told }) {
  const t = useTranslations();
  const nameOf = useStepName();
  const { direction, played } = told;
  if (!played) return t(`history.under.${direction}`);
  const { rows, locked } = played;
  const stopped = direction === "done" && !told.whole;
  return [
    t(`history.${direction === "done" ? "done" : direction === "undo" ? "undone" : "redone"}`, {
      step: nameOf(played),
    }),
    locked > 0 ? t("history.locked", { locked, rows: rows + locked }) : "",
    stopped ? t("grid.stopped") : "",
  ]
    .filter(Boolean)
    .join(" ");
}
