import type { IssueCode } from "@/lib/otp/issue";
import { surplusOf } from "@/lib/sheet/keep-one";
import { defineFix } from "./fix";

const DUPLICATES = {
  issues: ["user_duplicate"] as readonly IssueCode[],
  shows: "row" as const,
  reach: "rows" as const,
};

export const keepFirst = defineFix({
  id: "keep_first",
  ...DUPLICATES,
  surplus: (rows, affected) => surplusOf(rows, affected, "first"),
});
export const keepLast = defineFix({
  id: "keep_last",
  ...DUPLICATES,
  surplus: (rows, affected) => surplusOf(rows, affected, "last"),
});
export const keepNewest = defineFix({
  id: "keep_newest",
  ...DUPLICATES,
  surplus: (rows, affected) => surplusOf(rows, affected, "newest"),
});
