import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const MARKS = {
  good: { icon: CircleCheck, look: "text-good" },
  info: { icon: Info, look: "text-accent" },
  warn: { icon: TriangleAlert, look: "text-warn" },
  bad: { icon: CircleAlert, look: "text-bad" },
} as const;

/** One thing that was looked at before the import, with what was seen and what can be done about it. */
export function CheckLine({
  tone,
  action = null,
  children,
}: {
  tone: keyof typeof MARKS;
  action?: ReactNode;
  children: ReactNode;
}) {
  const { icon: Icon, look } = MARKS[tone];
  return (
    <li className="flex items-start gap-2.5 py-1.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
      <span className="min-w-0 grow">{children}</span>
      {action}
    </li>
  );
}
