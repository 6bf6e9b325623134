import type { useTranslations } from "use-intl";
import type { Outcome } from "@/lib/otp/outcome";

/** One sentence: what became of a row, why, and what to do. */
export function outcomeSentence(t: ReturnType<typeof useTranslations<never>>, given: Outcome): string {
  if ("earlier" in given && given.earlier) return t("outcome.earlier", { at: new Date(given.earlier) });
  switch (given.state) {
    case "accepted":
      return given.code ? t(`unverified.${given.code}`) : t("outcome.accepted");
    case "skipped":
      return t(`skip.${given.code}`);
    case "mismatch":
      return t(`mismatch.${given.code}`);
    case "refused":
      return t(`refusal.${given.code}`);
    case "unknown":
      return t(`doubt.${given.code}`);
    case "stopped":
      return given.code ? t(`halt.${given.code}`) : t("outcome.stopped");
    default:
      return t(`outcome.${given.state}`);
  }
}
