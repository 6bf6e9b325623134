"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { pageCommand } from "@/components/table/key-bindings";
import { IconButton } from "@/components/ui/button";
import type { ViewCell } from "@/lib/sheet/faulty-cell";

type Props = {
  /** The row under the cursor. */
  activeId: number | null;
  onGoTo: (cell: ViewCell) => void;
};

/** To the next cell that is wrong, and to the one before; by F8 and Shift+F8 from anywhere on the page. */
export function ProblemSteps({ activeId, onGoTo }: Props) {
  const t = useTranslations("workbench");
  const [none, setNone] = useState(false);
  // Keys come faster than the page is drawn: each step goes from where the one before led to.
  const from = useRef(activeId);
  /** Rows to which steps have led, and that have not been drawn since. */
  const ahead = useRef<number[]>([]);
  const steps = useRef(Promise.resolve());
  useLayoutEffect(() => {
    const at = activeId === null ? -1 : ahead.current.lastIndexOf(activeId);
    ahead.current = at < 0 ? [] : ahead.current.slice(at + 1);
    if (ahead.current.length === 0) from.current = activeId;
  }, [activeId]);
  const go = useCallback(
    (step: 1 | -1) => {
      steps.current = steps.current.then(async () => {
        const cell = await getSession().client.sheet.nextFaulty(from.current, step);
        setNone(cell === null);
        if (!cell) return;
        if (cell.id !== from.current) ahead.current.push(cell.id);
        from.current = cell.id;
        onGoTo(cell);
      });
    },
    [onGoTo],
  );
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = pageCommand(event);
      const step = command === "nextProblem" ? 1 : command === "lastProblem" ? -1 : null;
      // In a dialog there is no cursor to move.
      if (step === null || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      go(step);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go]);
  return (
    <div className="flex items-center gap-1">
      <IconButton label={t("previous")} aria-keyshortcuts="Shift+F8" onClick={() => go(-1)}>
        <ChevronUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("next")} aria-keyshortcuts="F8" onClick={() => go(1)}>
        <ChevronDown aria-hidden className="size-4" />
      </IconButton>
      <p role="status" className="text-ink-soft">
        {none ? t("noMore") : null}
      </p>
    </div>
  );
}
