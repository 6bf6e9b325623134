"use client";

import { referenceText } from "@/components/import/reference";
import { saveFile } from "@/components/import/save-file";
import { getSession } from "@/components/import/session";
import { bySeverity } from "@/components/table/cells";
import { useWords } from "@/components/table/use-words";
import { ISSUES } from "@/lib/otp/issue";
import { csvLine } from "@/lib/sheet/csv-cell";
import type { RowView } from "@/lib/sheet/row-view";

const PART_ROWS = 1000;

/** Columns that a file gets beside its own. In every language the same, so that they are known when it comes back. */
const EXTRA = ["line", "problem"] as const;

/** Saves the rows of a source that have a problem, in the columns they came in. */
export function useProblemFiles(sourceName: (index: number) => string) {
  const words = useWords();

  /** Every error of a row, and what became of it, in sentences. */
  function problemOf(row: RowView): string {
    const errors = bySeverity(row.issues.map(({ code }) => code)).filter(
      (code) => ISSUES[code].level === "error",
    );
    const said = errors.map((code) => words.issue(row, code, sourceName));
    const outcome = row.outcome ? [words.outcome(row.outcome), referenceText(row.outcome)] : [];
    return [...outcome, ...said].filter((text) => text !== "").join(" ");
  }

  return async (source: number, secrets: boolean) => {
    const { sheet } = getSession().client;
    const header = await sheet.beginProblems(source, secrets);
    const parts = [csvLine([...header, ...EXTRA])];
    for (;;) {
      const rows = await sheet.takeProblems(PART_ROWS);
      if (rows.length === 0) break;
      parts.push(
        rows
          .map(({ cells, rest, view }) =>
            // What has no column stays behind the last one: the row is as incomplete when it comes back.
            csvLine([...padded(cells, header.length), view.line, problemOf(view), ...rest]),
          )
          .join(""),
      );
    }
    const name = sourceName(source).replace(/\.[^.]{1,5}$/, "");
    // With a byte order mark Excel reads it as UTF-8.
    saveFile(new Blob(["\ufeff", ...parts], { type: "text/csv;charset=utf-8" }), `${name}-problems.csv`);
  };
}

/** A row with too few cells must not push its line number into somebody else's column. */
function padded(cells: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? "");
}
