"use client";

import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { Input } from "./input";
import { Select } from "./select";

type Words = {
  label: ReactNode;
  /** What belongs in it, before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong with it and what to do; it is read out when it comes. */
  error?: ReactNode;
};

type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

/** A label above its control, with hint and error bound to it. */
function Field({
  label,
  hint,
  error,
  className = "",
  children,
}: Words & { className?: string; children: (control: Control) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium text-ink-soft">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-sm text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  );
}

/** With react-hook-form: `<TextField label={…} error={…} {...register("host")} />`. `className` is the field's. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...input
}: Words & Omit<ComponentProps<"input">, "id">) {
  return (
    <Field label={label} hint={hint} error={error} className={className ?? ""}>
      {(control) => <Input {...control} {...input} />}
    </Field>
  );
}

/** A choice of the platform's own, labelled like a text field. */
export function SelectField({
  label,
  hint,
  error,
  className,
  ...select
}: Words & Omit<ComponentProps<"select">, "id">) {
  return (
    <Field label={label} hint={hint} error={error} className={className ?? ""}>
      {(control) => <Select {...control} {...select} />}
    </Field>
  );
}
