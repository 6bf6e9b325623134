import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";

const LOOKS = {
  primary:
    "bg-accent text-accent-ink border-transparent hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-soft disabled:border-line",
  plain: "bg-surface text-ink border-line-strong hover:bg-sunken disabled:text-ink-soft disabled:border-line",
  quiet: "bg-transparent text-ink border-transparent hover:bg-sunken disabled:text-ink-soft",
  danger:
    "bg-bad text-canvas border-transparent hover:opacity-90 disabled:bg-sunken disabled:text-ink-soft disabled:border-line",
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain"): string {
  return `inline-flex min-h-8 items-center justify-center gap-1.5 rounded-control border px-3 py-1 font-medium whitespace-nowrap motion-safe:transition-colors pointer-coarse:min-h-11 ${LOOKS[look]}`;
}

/** `busy`: what it was pressed for is under way; it turns, and cannot be pressed again. */
export function Button({
  look = "plain",
  busy = false,
  disabled = false,
  className = "",
  children,
  ...props
}: ComponentProps<"button"> & { look?: ButtonLook; busy?: boolean }) {
  return (
    <button
      type="button"
      className={`${buttonClass(look)} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...props}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 shrink-0 motion-safe:animate-spin" /> : null}
      {children}
    </button>
  );
}

const ICON_LOOKS = {
  plain: "size-7 text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11",
  bar: "size-9 text-bar-ink-soft hover:bg-bar-raised hover:text-bar-ink pointer-coarse:size-11",
} as const;

/** A square button that shows only an icon; its name comes as `label`. `look`: `bar` on the dark bar at the top. */
export function IconButton({
  label,
  look = "plain",
  className = "",
  ...props
}: ComponentProps<"button"> & { label: string; look?: keyof typeof ICON_LOOKS }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex shrink-0 items-center justify-center rounded-control disabled:opacity-40 ${ICON_LOOKS[look]} ${className}`}
      {...props}
    />
  );
}
