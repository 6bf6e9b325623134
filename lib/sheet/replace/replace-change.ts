import { ISSUES } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { hasMoved, type RowSpan } from "@/lib/sheet/cell-range";
import { type Change, idsOf } from "@/lib/sheet/change";
import { edited } from "@/lib/sheet/edit";
import type { RowList } from "@/lib/sheet/row-list";
import type { Rows } from "@/lib/sheet/rows";
import { type PatternRequest, patternOf } from "./pattern";

/** The columns in which text may be found and replaced. */
export const REPLACE_FIELDS = [
  "userId",
  "email",
  "phone",
  "username",
  "externalId",
  "label",
  "recoveryCode",
  "secret",
] as const;
export type ReplaceField = (typeof REPLACE_FIELDS)[number];

export type ReplaceRequest = PatternRequest & {
  kind: "replace";
  field: ReplaceField;
  /** In a regular expression `$1` stands for what its first group has found. */
  replacement: string;
  /** In which rows. Of a span nothing is touched if other rows stand there by now. */
  among: "all" | "shown" | RowSpan;
};

/** Longer cells are none that a person wrote, and an expression might take its time over them. */
const LONGEST = 1024;
/** How long one search may look for an expression, in milliseconds. */
const BUDGET_MS = 10_000;

/** The change that a find and replace is; null where there is nothing to look for. */
export function replaceChange(
  rows: Rows,
  view: RowList,
  request: ReplaceRequest,
  clock: () => number = () => performance.now(),
): Change | null {
  const pattern = patternOf(request);
  if (typeof pattern === "string") return null;
  const { field, regex, replacement, among } = request;
  let spent = 0;
  const replaced = (text: string): string => {
    if (text === "" || text.length > LONGEST || spent > BUDGET_MS) return text;
    const started = clock();
    const result = regex ? text.replace(pattern, replacement) : text.replace(pattern, () => replacement);
    spent += clock() - started;
    return result;
  };
  return {
    label: "replace",
    shows: field === "secret" || field === "recoveryCode" ? field : "user",
    ids: among === "all" ? idsOf(rows, () => true) : idsIn(view, among === "shown" ? WHOLE : among),
    changed(record) {
      const text = replaced(record[field]);
      return text === record[field] ? record : withText(record, field, text);
    },
    stopped: () => spent > BUDGET_MS,
  };
}

function withText(record: SourceRecord, field: ReplaceField, text: string): SourceRecord {
  if (field === "userId" || field === "secret" || field === "recoveryCode")
    return edited(record, field, text);
  return {
    ...record,
    [field]: text.trim(),
    // It was looked up by another name.
    found: record.found.filter((code) => ISSUES[code].field !== "user"),
  };
}

const WHOLE: RowSpan = { start: 0, end: Number.POSITIVE_INFINITY, known: null };

/** The rows of a span that are not removed. */
function idsIn(view: RowList, span: RowSpan): number[] {
  const ids: number[] = [];
  if (hasMoved(view, span)) return ids;
  for (let place = span.start; place < Math.min(span.end, view.length); place++) {
    const row = view.at(place);
    if (row && !row.removed) ids.push(row.id);
  }
  return ids;
}
