"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { RowState } from "@/lib/sheet/row";
import { STATE_LOOKS } from "./state-badge";

/** From what is well to what is not. */
const ORDER: readonly RowState[] = [
  "verified",
  "accepted",
  "sending",
  "waiting",
  "ready",
  "skipped",
  "removed",
  "stopped",
  "unknown",
  "mismatch",
  "refused",
  "blocked",
];

/** How the rows share out among their states, as one bar; its parts stand beside it as text, too. */
export function ShareBar({ counts }: { counts: readonly (readonly [RowState, number])[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const parts = counts
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  if (parts.length === 0) return null;
  const said = format.list(
    parts.map(([state, count]) => `${t(`state.${state}`)} ${t("run.count", { count })}`),
    { type: "unit" },
  );
  return (
    <div
      role="img"
      aria-label={said}
      className="flex h-2.5 w-full gap-px overflow-hidden rounded-full forced-color-adjust-none"
    >
      {parts.map(([state, count]) => (
        <span
          key={state}
          style={{ flexGrow: count }}
          className={`min-w-1 basis-0 ${STATE_LOOKS[state].fill}`}
        />
      ))}
    </div>
  );
}
