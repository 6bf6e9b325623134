import type { ComponentProps } from "react";

/** The platform's own select: it works by keyboard, by touch and with every screen reader. */
export function Select({ className = "", ...props }: ComponentProps<"select">) {
  return (
    <select
      className={`min-h-8 max-w-full rounded-control border border-line-strong bg-surface px-2 py-1 text-ink ${className}`}
      {...props}
    />
  );
}
