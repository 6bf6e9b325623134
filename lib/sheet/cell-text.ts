import type { IssueCode } from "@/lib/otp/issue";
import { IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import type { CellColumn } from "./cell-range";
import { noFormula } from "./csv-cell";
import type { Row, RowState } from "./row";
import type { Rows } from "./rows";

/** Stands on the clipboard for a secret that was not to be copied. */
export const MASK = "••••••";

/** The page's words, in its language. */
export type CellWords = { state: Record<RowState, string>; issue: Record<IssueCode, string> };

/** The text of a cell for a spreadsheet, which must not take it for a formula. */
export function cellText(
  rows: Rows,
  row: Row,
  column: CellColumn,
  words: CellWords,
  secrets: boolean,
): string {
  const { record } = row;
  switch (column) {
    case "line":
      return String(record.line);
    case "user":
      return noFormula(record.userId || nameOf(record));
    case "secret":
    case "recoveryCode":
      return record[column] === "" || secrets ? noFormula(record[column]) : MASK;
    case "parameters":
      return noFormula(
        [record.type, record.algorithm, record.digits, record.period].filter(Boolean).join(" "),
      );
    case "issues":
      return rows.sets
        .codes(row.issues)
        .map((code) => words.issue[code])
        .join("; ");
    case "outcome":
      return words.state[rows.stateOf(row)];
  }
}

function nameOf(record: SourceRecord): string {
  return IDENTITY_KINDS.map((kind) => record[kind]).find((name) => name !== "") ?? "";
}

/** The text of a cell as it was before `noFormula`. */
export function plainText(text: string): string {
  return text.startsWith("'") && noFormula(text.slice(1)) === text ? text.slice(1) : text;
}
