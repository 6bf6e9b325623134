"use client";

import type { Remote } from "comlink";
import { useTranslations } from "use-intl";
import { bySeverity } from "@/components/table/cells";
import { nameOf, useWords } from "@/components/table/use-words";
import { csvLine } from "@/lib/sheet/csv-cell";
import type { RowView } from "@/lib/sheet/row-view";
import type { Sheet } from "@/lib/sheet/sheet";
import { referenceOf } from "./reference";
import { saveFile } from "./save-file";

const PART_ROWS = 2000;
const COLUMNS = [
  "source",
  "line",
  "userId",
  "name",
  "state",
  "code",
  "explanation",
  "statusCode",
  "apiCode",
  "requestId",
] as const;

/** Every row with its outcome as CSV, without secrets and recovery codes. */
export function useReport(sourceName: (index: number) => string) {
  const t = useTranslations();
  const words = useWords();

  function lineOf(row: RowView): string {
    const { outcome, user } = row;
    const [issue] = bySeverity(row.issues.map(({ code }) => code));
    const said = outcome && "code" in outcome && outcome.code ? outcome.code : "";
    const blockedBy = row.state === "blocked" && issue ? issue : "";
    const explanation = outcome
      ? words.outcome(outcome)
      : blockedBy && issue
        ? words.issue(row, issue, sourceName)
        : "";
    const reference = referenceOf(outcome);
    return csvLine([
      sourceName(row.source),
      row.line,
      user.userId,
      nameOf({ ...row, user: { ...user, userId: "" } }),
      row.state,
      said || blockedBy,
      explanation,
      reference.statusCode ?? "",
      reference.apiCode ?? "",
      reference.requestId ?? "",
    ]);
  }

  return async (sheet: Remote<Sheet>) => {
    const parts = [csvLine(COLUMNS.map((name) => t(`report.${name}`)))];
    for (let start = 0; ; start += PART_ROWS) {
      const rows = await sheet.report(start, start + PART_ROWS);
      if (rows.length === 0) break;
      parts.push(rows.map(lineOf).join(""));
    }
    // With a byte order mark Excel reads it as UTF-8.
    saveFile(new Blob(["\ufeff", ...parts], { type: "text/csv;charset=utf-8" }), "otp-ferry-report.csv");
  };
}
