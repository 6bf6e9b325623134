"use client";

import { useFormatter, useTranslations } from "use-intl";

/** The time that a run will still take, roundly; nothing while nobody can tell. */
export function TimeLeft({ seconds }: { seconds: number | null }) {
  const t = useTranslations("run");
  const format = useFormatter();
  if (seconds === null) return null;
  const [amount, unit] =
    seconds < 60
      ? [Math.ceil(seconds), "second"]
      : seconds < 5400
        ? [Math.ceil(seconds / 60), "minute"]
        : [Math.ceil(seconds / 3600), "hour"];
  const time = format.number(Number(amount), { style: "unit", unit: String(unit), unitDisplay: "long" });
  return <p className="text-ink-soft">{t("left", { time })}</p>;
}
