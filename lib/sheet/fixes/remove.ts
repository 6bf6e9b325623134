import { ISSUE_CODES, ISSUES } from "@/lib/otp/issue";
import { defineFix } from "./fix";

/** The last resort for rows that nothing can mend: they stay in the table, and can be restored. */
export const removeRows = defineFix({
  id: "remove_rows",
  issues: ISSUE_CODES.filter((code) => ISSUES[code].level === "error"),
  shows: "row",
  reach: "rows",
  surplus: (_rows, affected) => [...affected].map(({ id }) => id),
});
