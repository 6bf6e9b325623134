import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";

/** The frame of every screen before one is in: one card, one thing to do. */
export function Door({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grow place-items-start justify-center px-4 py-10 sm:py-16">
      <div className="flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-5 rounded-panel border border-line bg-surface px-6 py-7 shadow-raised">
        <div className="flex flex-col gap-2">
          <Mark className="size-9" />
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {lead ? <p className="text-ink-soft">{lead}</p> : null}
        </div>
        {children}
      </div>
    </div>
  );
}
