import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Where nothing is yet: what will be here, and the one thing to do next. */
export function EmptyState({
  icon: Icon,
  title,
  action,
  children,
}: {
  icon: LucideIcon;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-3 rounded-panel border border-dashed border-line-strong px-6 py-12 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-wash text-accent">
        <Icon aria-hidden className="size-6" />
      </span>
      <p className="text-lg font-semibold">{title}</p>
      {children ? <p className="max-w-prose text-ink-soft">{children}</p> : null}
      {action}
    </div>
  );
}
