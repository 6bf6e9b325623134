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

export const EVERYTHING: Query = { state: null, issue: null, search: "", sort: null };
