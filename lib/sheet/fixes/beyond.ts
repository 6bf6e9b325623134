import type { IssueCode } from "@/lib/otp/issue";

/** Problems that no fix can mend. What can be done about each instead is `issueHint.<code>` in the catalogue. */
export const BEYOND_FIXES = [
  "user_missing",
  "user_id_missing",
  "user_ambiguous",
  "user_inactive",
  "user_outside_tenant",
  "secret_misplaced",
  "secret_missing",
  "secret_locked",
  "secret_number",
  "secret_short",
  "secret_too_long",
  "uri_invalid",
  "type_hotp",
  "type_unsupported",
  "algorithm_unsupported",
  "digits_unsupported",
  "period_unsupported",
  "record_disabled",
  "record_unconfirmed",
  "record_incomplete",
] as const satisfies readonly IssueCode[];
