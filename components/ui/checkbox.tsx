import { type ComponentProps, type ReactNode, useId } from "react";

/** A box to tick with its label after it, and a hint below. */
export function Checkbox({
  label,
  hint,
  className = "",
  ...input
}: Omit<ComponentProps<"input">, "id" | "type"> & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className={`flex gap-2 ${className}`}>
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:mt-0 pointer-coarse:size-6"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...input}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-ink-soft">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
