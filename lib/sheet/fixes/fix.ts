import type { IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import type { Row } from "@/lib/sheet/row";
import type { Rows } from "@/lib/sheet/rows";

/** What of a record a change is about, and so what its examples show. */
export type ShownField = "user" | "secret" | "recoveryCode" | "type" | "row";

/**
 * A change that mends rows with one of these issues. Its name is `fix.<id>` in the message catalogue. Pure: what it does
 * is shown before it is done, and undone as one step.
 */
export type Fix<Id extends string = string> = {
  id: Id;
  /** Under which issues it is offered. */
  issues: readonly IssueCode[];
  shows: ShownField;
  /** `column`: it is about a whole file, of which only some rows have the issue. */
  reach: "rows" | "column";
} & (
  | {
      /** The record as it will be; the same object where there is nothing to do. */
      fixed(record: SourceRecord): SourceRecord;
    }
  | {
      /** Of the rows with the issue those to remove. */
      surplus(rows: Rows, affected: Iterable<Row>): number[];
    }
);

/** A fix that keeps its id as a type, for the list of all ids. */
export function defineFix<const Id extends string>(fix: Fix<Id>): Fix<Id> {
  return fix;
}
