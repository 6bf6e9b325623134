import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  plain: "border-line bg-sunken text-ink-soft",
  accent: "border-accent/25 bg-accent-wash text-accent",
  good: "border-good/25 bg-good-wash text-good",
  warn: "border-warn/25 bg-warn-wash text-warn",
  bad: "border-bad/25 bg-bad-wash text-bad",
} as const;

export type BadgeTone = keyof typeof TONES;

/** How a thing stands, in a word and a sign: colour is never the only sign. */
export function Badge({
  tone,
  icon: Icon,
  children,
}: {
  tone: BadgeTone;
  icon: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-sm font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
