import { CircleCheck, CircleX, type LucideIcon, Octagon, Pause, Ship, Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { RunState } from "@/lib/otp/run-view";

/** Every state has its own shape, so that colour is never the only sign. */
const LOOKS: Record<RunState, { icon: LucideIcon; tone: BadgeTone }> = {
  running: { icon: Ship, tone: "accent" },
  paused: { icon: Pause, tone: "warn" },
  stopping: { icon: Octagon, tone: "warn" },
  done: { icon: CircleCheck, tone: "good" },
  stopped: { icon: Octagon, tone: "plain" },
  halted: { icon: CircleX, tone: "bad" },
  interrupted: { icon: Unplug, tone: "bad" },
};

/** How a run stands, in a word and a sign. */
export function RunStateBadge({ state }: { state: RunState }) {
  const t = useTranslations("runs.state");
  return <Badge {...LOOKS[state]}>{t(state)}</Badge>;
}
