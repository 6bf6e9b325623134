"use client";

import { useTranslations } from "use-intl";
import type { IssueCode } from "@/lib/otp/issue";
import type { Outcome } from "@/lib/otp/outcome";
import { IDENTITY_KINDS } from "@/lib/otp/record";
import type { RowView } from "@/lib/sheet/row-view";
import { outcomeSentence } from "./outcome-sentence";

/** As much of a row as the sentences about it need. */
export type ToldRow = Pick<RowView, "user" | "parameters" | "recoveryCodes" | "issues"> & {
  secret: { bits: number };
};

/** The name by which a row's source calls its user, the most telling first. */
export function nameOf({ user }: Pick<RowView, "user">): string {
  return IDENTITY_KINDS.map((kind) => user[kind]).find((name) => name !== "") ?? "";
}

/** Issues and outcomes in words; one table of sentences for the table, the inspector and the report. */
export function useWords() {
  const t = useTranslations();

  /** `sourceName`: of the file that another row is in, where an issue is about that. */
  function issue(row: ToldRow, code: IssueCode, sourceName: (index: number) => string): string {
    const twin = row.issues.find((issue) => issue.code === code)?.twin ?? null;
    const elsewhere = twin !== null && twin.source !== null;
    return t(`issue.${code}`, {
      line: twin?.line ?? 0,
      elsewhere: elsewhere ? "yes" : "no",
      file: elsewhere ? sourceName(twin.source ?? 0) : "",
      name: nameOf(row),
      bits: row.secret.bits,
      type: row.parameters.type,
      algorithm: row.parameters.algorithm,
      digits: row.parameters.digits,
      period: row.parameters.period,
      count: row.recoveryCodes,
    });
  }

  return { issue, outcome: (given: Outcome) => outcomeSentence(t, given) };
}
