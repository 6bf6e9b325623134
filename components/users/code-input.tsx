import { type ComponentProps, useId } from "react";
import { Input } from "@/components/ui/input";

/** The box for a code that somebody reads out: large, and never remembered by the browser. */
export function CodeInput({
  label,
  describedBy,
  ...props
}: Omit<ComponentProps<"input">, "id" | "aria-describedby"> & { label: string; describedBy?: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-soft">
        {label}
      </label>
      <Input
        id={id}
        aria-describedby={describedBy}
        inputMode="numeric"
        autoComplete="off"
        maxLength={16}
        placeholder="000 000"
        className="w-40 font-mono text-lg tracking-widest"
        {...props}
      />
    </div>
  );
}
