import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "./link";

const WIDTHS = { narrow: "max-w-3xl", wide: "" } as const;

/**
 * A screen that is read from top to bottom: its name, what it is for, what can be done with it as a whole. All of them begin
 * at the same edge, so that nothing jumps from one to the next.
 */
export function PageFrame({
  title,
  lead,
  back,
  beside,
  actions,
  width = "wide",
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** The screen above this one. */
  back?: { href: string; name: ReactNode };
  /** Short, after the title: how the thing stands. */
  beside?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:py-8">
      <div className={`flex flex-col gap-5 ${WIDTHS[width]}`}>
        <header className="flex flex-col gap-1">
          {back ? (
            <Link
              href={back.href}
              className="mb-1 inline-flex min-h-6 items-center gap-1 self-start text-accent hover:underline print:hidden"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {back.name}
            </Link>
          ) : null}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
            {beside}
            {actions ? <div className="flex flex-wrap gap-2 sm:ml-auto print:hidden">{actions}</div> : null}
          </div>
          {lead ? <p className="max-w-prose text-base text-ink-soft">{lead}</p> : null}
        </header>
        {children}
      </div>
    </div>
  );
}
