import type { useTranslations } from "use-intl";
import type { RunSource } from "@/lib/otp/run-view";

/** What to call a source of a run: its file, a paste, or the page of one user. */
export function sourceName(
  t: ReturnType<typeof useTranslations<never>>,
  source: Pick<RunSource, "name" | "byHand"> | undefined,
): string {
  return source?.name || t(source?.byHand ? "sources.byHand" : "sources.pasted");
}
