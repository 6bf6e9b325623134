"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/button";
import type { StepView } from "@/lib/sheet/history";
import type { SheetNews } from "@/lib/sheet/state";
import { useStepName } from "./step-name";
import type { Undo } from "./use-undo";

/** Undo and redo, each saying what it would do. */
export function UndoButtons({
  history,
  undo,
}: {
  history: SheetNews["history"];
  undo: Pick<Undo, "undo" | "redo">;
}) {
  const t = useTranslations("history");
  const nameOf = useStepName();
  const label = (direction: "undo" | "redo", step: StepView | null) =>
    step ? t(`${direction}Step`, { step: nameOf(step) }) : t(direction);
  return (
    <div className="flex items-center gap-1">
      <IconButton
        label={label("undo", history.undo)}
        aria-keyshortcuts="Control+Z"
        disabled={!history.undo}
        onClick={undo.undo}
      >
        <Undo2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={label("redo", history.redo)}
        aria-keyshortcuts="Control+Y"
        disabled={!history.redo}
        onClick={undo.redo}
      >
        <Redo2 aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
