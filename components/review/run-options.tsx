"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { callsAtOnce, MOST_AT_ONCE, MOST_CALLS, type RunOptions, VERIFY } from "@/lib/otp/run-view";

/** How a run goes about it: what most admins leave as it is. */
export function RunOptionsFields({
  options,
  onChange,
}: {
  options: RunOptions;
  onChange: (options: RunOptions) => void;
}) {
  const t = useTranslations("review");
  const verifyId = useId();
  const ceilingId = useId();
  return (
    <details>
      <summary className="min-h-6 font-semibold">{t("options")}</summary>
      <div className="mt-2 grid grid-cols-1 items-center gap-x-3 gap-y-2 sm:grid-cols-[auto_1fr]">
        <label htmlFor={verifyId}>{t("verifyLabel")}</label>
        <Select
          id={verifyId}
          className="justify-self-start"
          value={options.verify}
          onChange={({ target }) =>
            onChange({ ...options, verify: VERIFY.find((one) => one === target.value) ?? options.verify })
          }
        >
          {VERIFY.map((one) => (
            <option key={one} value={one}>
              {t(`verify.${one}`)}
            </option>
          ))}
        </Select>
        <label htmlFor={ceilingId}>{t("ceiling")}</label>
        <Input
          id={ceilingId}
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_CALLS}
          placeholder={t("noCeiling", { calls: callsAtOnce(null) })}
          aria-describedby={`${ceilingId}-hint`}
          value={options.ceiling ?? ""}
          className="w-52"
          onChange={({ target }) => {
            const calls = Math.min(MOST_CALLS, Math.floor(target.valueAsNumber));
            onChange({ ...options, ceiling: calls >= 1 ? calls : null });
          }}
        />
        <p id={`${ceilingId}-hint`} className="text-ink-soft sm:col-start-2">
          {t("ceilingHint", { calls: MOST_AT_ONCE })}
        </p>
      </div>
    </details>
  );
}
