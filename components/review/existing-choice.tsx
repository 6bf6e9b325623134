"use client";

import { useTranslations } from "use-intl";
import type { Before } from "@/lib/otp/run-view";

const CHOICES = ["keep", "replace"] as const;

/** What is to happen to users who have an OTP already. */
export function ExistingChoice({
  before,
  enrolled,
  onChange,
}: {
  before: Before;
  enrolled: number;
  onChange: (before: Before) => void;
}) {
  const t = useTranslations("review");
  return (
    <fieldset>
      <legend className="font-semibold">
        {enrolled > 0 ? t("existingFound", { enrolled }) : t("existing")}
      </legend>
      <div className="mt-1 flex flex-col gap-1.5">
        {CHOICES.map((choice) => (
          <label key={choice} className="flex items-start gap-2">
            <input
              type="radio"
              name="existing"
              className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:mt-0 pointer-coarse:size-6"
              checked={before === choice}
              onChange={() => onChange(choice)}
            />
            <span>
              {t(`choice.${choice}`)}
              <span className="block text-ink-soft">{t(`choiceHint.${choice}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
