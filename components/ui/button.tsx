import type { ComponentProps } from "react";

const LOOKS = {
  primary:
    "bg-accent text-accent-ink border-transparent hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-soft disabled:border-line",
  plain: "bg-surface text-ink border-line-strong hover:bg-sunken disabled:text-ink-soft disabled:border-line",
  quiet: "bg-transparent text-ink border-transparent hover:bg-sunken disabled:text-ink-soft",
  danger: "bg-bad text-canvas border-transparent hover:opacity-90",
} as const;

export type ButtonLook = keyof typeof LOOKS;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain"): string {
  return `inline-flex min-h-8 items-center justify-center gap-1.5 rounded-control border px-3 py-1 font-medium whitespace-nowrap motion-safe:transition-colors ${LOOKS[look]}`;
}

export function Button({
  look = "plain",
  className = "",
  ...props
}: ComponentProps<"button"> & { look?: ButtonLook }) {
  return <button type="button" className={`${buttonClass(look)} ${className}`} {...props} />;
}

/** A square button that shows only an icon; its name comes as `label`. */
export function IconButton({
  label,
  className = "",
  ...props
}: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-sunken hover:text-ink disabled:opacity-40 ${className}`}
      {...props}
    />
  );
}
