import type { IssueCode } from "@/lib/otp/issue";
import type { RowState } from "./row";

export type SortColumn = "line" | "user" | "issues" | "outcome";

/** Which rows the table shows, and in which order. */
export type Query = {
  /** null: every row. */
  state: RowState | null;
  /** null: whatever their issues. */
  issue: IssueCode | null;
  /** Case-insensitive part of a user's name, or a line number. Secrets are never searched. */
  search: string;
  sort: { column: SortColumn; descending: boolean } | null;
};

export function sameQuery(a: Query, b: Query): boolean {
  return (
    a.state === b.state &&
    a.issue === b.issue &&
    a.search === b.search &&
    a.sort?.column === b.sort?.column &&
    a.sort?.descending === b.sort?.descending
  );
}

export const EVERYTHING: Query = { state: null, issue: null, search: "", sort: null };
