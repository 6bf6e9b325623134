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
export const STATE_LOOKS: Record<RowState, { icon: LucideIcon; look: string }> = {
  ready: { icon: CircleDashed, look: "text-accent" },
  blocked: { icon: Ban, look: "text-bad" },
  removed: { icon: Trash2, look: "text-ink-soft" },
  waiting: { icon: Clock, look: "text-ink-soft" },
  skipped: { icon: SkipForward, look: "text-ink-soft" },
  sending: { icon: Loader, look: "text-accent" },
  accepted: { icon: Check, look: "text-warn" },
  verified: { icon: CheckCheck, look: "text-good" },
  mismatch: { icon: TriangleAlert, look: "text-bad" },
  refused: { icon: OctagonX, look: "text-bad" },
  unknown: { icon: CircleHelp, look: "text-warn" },
  stopped: { icon: Octagon, look: "text-ink-soft" },
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
