import type { useTranslations } from "use-intl";
import { sourceName } from "@/components/history/source-name";
import { outcomeSentence } from "@/components/table/outcome-sentence";
import type { RunRow } from "@/lib/otp/run-list";
import type { RunView } from "@/lib/otp/run-view";

export type Line = readonly (string | number)[];
export type Translate = ReturnType<typeof useTranslations<never>>;

const COLUMNS = [
  "source",
  "line",
  "userId",
  "state",
  "code",
  "explanation",
  "statusCode",
  "apiCode",
  "requestId",
  "attempts",
  "at",
] as const;

/** The first line of a report. */
export function headings(t: ReturnType<typeof useTranslations<never>>): Line {
  return COLUMNS.map((name) => t(`report.${name}`));
}

/** A row's line of a report. */
export function lineOf(row: RunRow, run: RunView, t: ReturnType<typeof useTranslations<never>>): Line {
  const { outcome } = row;
  const {
    statusCode = "",
    apiCode = "",
    requestId = "",
  } = outcome as Partial<Record<string, string | number>>;
  const explanation = outcomeSentence(t, outcome);
  const code = "code" in outcome ? (outcome.code ?? "") : "";
  return [
    sourceName(t, run.sources[row.source]),
    row.line,
    row.userId,
    outcome.state,
    code,
    explanation,
    statusCode,
    apiCode,
    requestId,
    row.attempts,
    row.at ?? "",
  ];
}
