"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useShown } from "./use-shown";

/** A line for what others must not read over somebody's shoulder. Not a password field: no browser is to keep it. */
export function MaskedField({
  label,
  hint,
  userId,
  className = "",
  ...input
}: Omit<ComponentProps<"input">, "id"> & { label: string; hint: string; userId: string }) {
  const t = useTranslations("users");
  const id = useId();
  const [shown, show] = useShown(userId);
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium text-ink-soft">
        {label}
      </label>
      <div className="flex items-center gap-1">
        <Input
          id={id}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={`min-w-0 grow font-mono ${shown ? "" : "[-webkit-text-security:disc]"}`}
          {...input}
        />
        <IconButton label={t(shown ? "hideRecovery" : "showRecovery")} aria-pressed={shown} onClick={show}>
          {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        </IconButton>
      </div>
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {hint}
      </p>
    </div>
  );
}
