"use client";

import { Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCommandDesk } from "@/components/shell/commands";
import { IconButton } from "@/components/ui/button";
import { useSettled } from "./use-settled";

/** While a range is being drawn its size changes with every cell; it is said when it stands. */
const SAID_AFTER_MS = 400;

type Props = {
  /** What the last key or command came to; null: nothing to say. */
  message: string | null;
  /** What is to be said besides. */
  note?: string | null;
  /** Rows and columns of the range; null: one cell. */
  selected: { rows: number; columns: number } | null;
  children: ReactNode;
};

/** Below a grid: what is selected, what has just happened, and where to find more. */
export function StatusBar({ message, note = null, selected, children }: Props) {
  const t = useTranslations("grid");
  const { showKeys } = useCommandDesk();
  const size = useSettled(selected ? t("selected", selected) : "", SAID_AFTER_MS);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5">
      <p role="status" data-grid-said className="min-h-5 min-w-0 grow basis-60">
        {message ?? size}
        {note ? ` ${note}` : null}
      </p>
      {children}
      <IconButton label={t("keys")} onClick={showKeys}>
        <Keyboard aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
