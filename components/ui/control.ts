/** The look of everything one types into or chooses from. */
export const CONTROL =
  "min-h-8 max-w-full rounded-control border border-line-strong bg-surface px-2.5 py-1 text-ink placeholder:text-ink-soft disabled:border-line disabled:bg-sunken disabled:text-ink-soft aria-invalid:border-bad pointer-coarse:min-h-11";
