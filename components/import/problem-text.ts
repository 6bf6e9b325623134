import type { useTranslations } from "use-intl";
import type { Problem } from "@/lib/formats/problem";

/** What is wrong with a file: what it is, why, what to do. */
export function problemText(
  t: ReturnType<typeof useTranslations<never>>,
  { problem, values }: Problem,
): string {
  return t(`problem.${problem}`, { app: "", line: 0, method: "", recipe: "", files: "", ...values });
}
