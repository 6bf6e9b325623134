"use client";

import { Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { SheetState } from "@/lib/sheet/state";
import type { SecretClipboard } from "./use-secret-clipboard";
import { useSettled } from "./use-settled";

/** While a range is being drawn its size changes with every cell; it is said when it stands. */
const SAID_AFTER_MS = 400;

type Props = {
  /** What the last key or command came to; null: nothing to say. */
  message: string | null;
  /** Rows and columns of the range; null: one cell. */
  selected: { rows: number; columns: number } | null;
  working: SheetState["working"];
  onStop: () => void;
  secrets: { state: SecretClipboard; clear: () => Promise<void> };
  onKeys: () => void;
  children: ReactNode;
};

/** Below the grid: what is selected, what has just happened, and where to find more. */
export function StatusBar({ message, selected, working, onStop, secrets, onKeys, children }: Props) {
  const t = useTranslations("grid");
  const size = useSettled(selected ? t("selected", selected) : "", SAID_AFTER_MS);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5">
      <p role="status" data-grid-said className="min-h-5 min-w-0 grow basis-60">
        {message ?? size}
        {secrets.state === "cleared" ? ` ${t("clipboardCleared")}` : null}
        {secrets.state === "held" ? ` ${t("clipboardHeld")}` : null}
      </p>
      {working ? (
        <span className="inline-flex items-center gap-2">
          <span className="flex w-32">
            <ProgressBar label={t("workDone", working)} value={working.done} max={working.all} />
          </span>
          <span aria-hidden className="tabular-nums">
            {t("workDone", working)}
          </span>
          <Button className="min-h-7 py-0" onClick={onStop}>
            {t("workStop")}
          </Button>
        </span>
      ) : null}
      {secrets.state === "held" ? (
        <Button className="min-h-7 py-0" onClick={() => void secrets.clear()}>
          {t("clearClipboard")}
        </Button>
      ) : null}
      {children}
      <IconButton label={t("keys")} onClick={onKeys}>
        <Keyboard aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
