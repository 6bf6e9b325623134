import type { ReactNode } from "react";

/** A key, or keys pressed together. */
export function KeyHint({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded border border-line-strong bg-sunken px-1.5 font-sans text-xs whitespace-nowrap text-ink">
      {children}
    </kbd>
  );
}
