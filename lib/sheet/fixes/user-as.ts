import type { IssueCode } from "@/lib/otp/issue";
import type { SourceRecord } from "@/lib/otp/record";
import { type LookupKind, MAX_NAME } from "@/lib/otp/user-lookup";
import { defineFix } from "./fix";

/** The user id is another name of the user, by which “Find users” finds the id. */
function nameAs(kind: LookupKind, fits: RegExp) {
  return {
    issues: ["user_id_shape", "user_id_invalid"] as readonly IssueCode[],
    shows: "user" as const,
    reach: "rows" as const,
    fixed: (record: SourceRecord): SourceRecord =>
      record.userId.length <= MAX_NAME && fits.test(record.userId) && record[kind] === ""
        ? { ...record, userId: "", [kind]: record.userId.trim() }
        : record,
  };
}

export const userIsEmail = defineFix({
  id: "user_is_email",
  ...nameAs("email", /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/),
});
export const userIsPhone = defineFix({
  id: "user_is_phone",
  ...nameAs("phone", /^\s*\+?[\d ()-]{7,20}\s*$/),
});
export const userIsUsername = defineFix({ id: "user_is_username", ...nameAs("username", /^[^@]*\S[^@]*$/) });
export const userIsExternalId = defineFix({
  id: "user_is_external_id",
  ...nameAs("externalId", /^[^@]*\S[^@]*$/),
});
