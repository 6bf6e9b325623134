import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

const MARK = /[\p{Z}\p{C}"'`“”‘’<>,;]/u;
const BLANKS = /[\p{Z}\p{C}]+/gu;

/** Spaces, quotes and invisible characters around and in user ids. */
export const tidyUser = defineFix({
  id: "tidy_user",
  issues: ["user_id_invalid", "user_id_shape"],
  shows: "user",
  reach: "rows",
  fixed(record) {
    const text = within(record.userId.normalize("NFKC")).replace(BLANKS, "");
    return text === record.userId ? record : edited(record, "userId", text);
  },
});

/** The text without the marks around it; a pattern that ends in them would take the square of their number. */
function within(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && MARK.test(text.charAt(start))) start++;
  while (end > start && MARK.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
