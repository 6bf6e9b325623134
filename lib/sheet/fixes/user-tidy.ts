import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

const AROUND = /^[\p{Z}\p{C}"'`“”‘’<>]+|[\p{Z}\p{C}"'`“”‘’<>,;]+$/gu;

/** Spaces, quotes and invisible characters around and in user ids. */
export const tidyUser = defineFix({
  id: "tidy_user",
  issues: ["user_id_invalid", "user_id_shape"],
  shows: "user",
  reach: "rows",
  fixed(record) {
    const text = record.userId
      .normalize("NFKC")
      .replace(AROUND, "")
      .replace(/[\p{Z}\p{C}]+/gu, "");
    return text === record.userId ? record : edited(record, "userId", text);
  },
});
