import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  info: { icon: Info, box: "border-line bg-surface", mark: "text-accent" },
  good: { icon: CircleCheck, box: "border-good/40 bg-good-wash", mark: "text-good" },
  warn: { icon: TriangleAlert, box: "border-warn/40 bg-warn-wash", mark: "text-warn" },
  bad: { icon: CircleAlert, box: "border-bad/40 bg-bad-wash", mark: "text-bad" },
} as const;

export type Tone = keyof typeof TONES;

/** Something the admin should read; what to do about it stands beside it, or below where it is narrow. */
export function Notice({
  tone,
  title,
  role,
  actions,
  children,
}: {
  tone: Tone;
  title?: ReactNode;
  role?: "alert" | "status";
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const { icon: Icon, box, mark } = TONES[tone];
  return (
    <div role={role} className={`flex gap-3 rounded-panel border px-4 py-3 ${box}`}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${mark}`} />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 grow basis-96">
          {title ? <p className="font-semibold break-words">{title}</p> : null}
          {children}
        </div>
        {actions ? <div className="flex flex-wrap gap-2 empty:hidden print:hidden">{actions}</div> : null}
      </div>
    </div>
  );
}
