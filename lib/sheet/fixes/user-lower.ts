import { edited } from "@/lib/sheet/edit";
import { defineFix } from "./fix";

/** GenAuth writes its ids in lower case. */
export const lowerUserId = defineFix({
  id: "lower_user_id",
  issues: ["user_id_shape"],
  shows: "user",
  reach: "rows",
  fixed: (record) =>
    /^[0-9a-f]{24}$/i.test(record.userId) && record.userId !== record.userId.toLowerCase()
      ? edited(record, "userId", record.userId.toLowerCase())
      : record,
});

/** GenAuth may know the address in lower case only. */
export const lowerEmail = defineFix({
  id: "lower_email",
  issues: ["user_not_found"],
  shows: "user",
  reach: "rows",
  fixed: (record) =>
    record.email === record.email.toLowerCase()
      ? record
      : {
          ...record,
          email: record.email.toLowerCase(),
          found: record.found.filter((code) => code !== "user_not_found"),
        },
});
