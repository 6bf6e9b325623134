"use client";

import { useTranslations } from "use-intl";
import { GENAUTH_PARAMETERS } from "@/lib/otp/parameters";

/** How far a clock is off and in which direction, for so many steps of 30 s. */
export function useClockText(): (steps: number) => string {
  const t = useTranslations("users");
  return (steps) => {
    const seconds = Math.abs(steps) * GENAUTH_PARAMETERS.period;
    const direction = steps < 0 ? "slow" : "fast";
    const minutes = Math.floor(seconds / 60);
    if (minutes >= 60) {
      return t("clock.hours", { direction, hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    }
    return t("clock.minutes", { direction, minutes, seconds: seconds % 60 });
  };
}
