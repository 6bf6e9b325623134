import {
  Ban,
  Check,
  CheckCheck,
  CircleDashed,
  CircleHelp,
  Clock,
  Loader,
  type LucideIcon,
  Octagon,
  OctagonX,
  SkipForward,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { RowState } from "@/lib/sheet/row";

/** Every state has its own shape, so that colour is never the only sign. */
export const STATE_LOOKS: Record<RowState, { icon: LucideIcon; look: string; fill: string }> = {
  ready: { icon: CircleDashed, look: "text-accent", fill: "bg-accent" },
  blocked: { icon: Ban, look: "text-bad", fill: "bg-bad" },
  removed: { icon: Trash2, look: "text-ink-soft", fill: "bg-line" },
  waiting: { icon: Clock, look: "text-ink-soft", fill: "bg-line" },
  skipped: { icon: SkipForward, look: "text-ink-soft", fill: "bg-line-strong" },
  sending: { icon: Loader, look: "text-accent", fill: "bg-accent" },
  accepted: { icon: Check, look: "text-warn", fill: "bg-warn" },
  verified: { icon: CheckCheck, look: "text-good", fill: "bg-good" },
  mismatch: { icon: TriangleAlert, look: "text-bad", fill: "bg-bad" },
  refused: { icon: OctagonX, look: "text-bad", fill: "bg-bad" },
  unknown: { icon: CircleHelp, look: "text-warn", fill: "bg-warn" },
  stopped: { icon: Octagon, look: "text-ink-soft", fill: "bg-line-strong" },
};

export function StateBadge({ state }: { state: RowState }) {
  const t = useTranslations("state");
  const { icon: Icon, look } = STATE_LOOKS[state];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${look}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(state)}
    </span>
  );
}
