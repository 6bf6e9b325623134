import { CircleCheck, CircleX, type LucideIcon, Octagon, Pause, Ship, Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RunState } from "@/lib/otp/run-view";

/** Every state has its own shape, so that colour is never the only sign. */
const LOOKS: Record<RunState, { icon: LucideIcon; look: string }> = {
  running: { icon: Ship, look: "text-accent" },
  paused: { icon: Pause, look: "text-warn" },
  stopping: { icon: Octagon, look: "text-warn" },
  done: { icon: CircleCheck, look: "text-good" },
  stopped: { icon: Octagon, look: "text-ink-soft" },
  halted: { icon: CircleX, look: "text-bad" },
  interrupted: { icon: Unplug, look: "text-bad" },
};

/** How a run stands, in a word and a sign. */
export function RunStateBadge({ state }: { state: RunState }) {
  const t = useTranslations("runs.state");
  const { icon: Icon, look } = LOOKS[state];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${look}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(state)}
    </span>
  );
}
