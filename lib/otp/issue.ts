export type IssueLevel = "error" | "warning" | "info";

/** The field of a record that an issue is about. `record` is the record as a whole. */
export type IssueField =
  | "user"
  | "secret"
  | "type"
  | "algorithm"
  | "digits"
  | "period"
  | "recoveryCode"
  | "record";

/**
 * Everything that can be said about one record before it is sent, with its level and field.
 * A record with an `error` is blocked: it would not work in GenAuth, or nobody can tell whose it is.
 * The sentence for each code is `issue.<code>` in the message catalogue.
 */
export const ISSUES = {
  user_missing: { level: "error", field: "user" },
  user_id_missing: { level: "error", field: "user" },
  user_not_found: { level: "error", field: "user" },
  user_ambiguous: { level: "error", field: "user" },
  user_id_invalid: { level: "error", field: "user" },
  user_duplicate: { level: "error", field: "user" },
  user_inactive: { level: "error", field: "user" },
  user_inactive_accepted: { level: "warning", field: "user" },
  user_outside_tenant: { level: "error", field: "user" },
  user_has_otp: { level: "warning", field: "user" },
  secret_misplaced: { level: "error", field: "user" },
  user_id_shape: { level: "warning", field: "user" },

  secret_missing: { level: "error", field: "secret" },
  secret_lookalike: { level: "error", field: "secret" },
  secret_not_base32: { level: "error", field: "secret" },
  secret_not_hex: { level: "error", field: "secret" },
  secret_not_base64: { level: "error", field: "secret" },
  secret_locked: { level: "error", field: "secret" },
  secret_number: { level: "error", field: "secret" },
  secret_short: { level: "error", field: "secret" },
  secret_too_long: { level: "error", field: "secret" },
  uri_invalid: { level: "error", field: "secret" },
  secret_short_accepted: { level: "warning", field: "secret" },
  secret_weak: { level: "warning", field: "secret" },
  secret_duplicate: { level: "warning", field: "secret" },
  secret_bits_dropped: { level: "warning", field: "secret" },
  secret_normalised: { level: "info", field: "secret" },

  type_hotp: { level: "error", field: "type" },
  type_unknown: { level: "error", field: "type" },
  type_unsupported: { level: "error", field: "type" },
  algorithm_unsupported: { level: "error", field: "algorithm" },
  digits_unsupported: { level: "error", field: "digits" },
  period_unsupported: { level: "error", field: "period" },
  parameters_assumed: { level: "info", field: "record" },

  recovery_shape: { level: "warning", field: "recoveryCode" },
  recovery_hashed: { level: "warning", field: "recoveryCode" },
  recovery_too_long: { level: "warning", field: "recoveryCode" },
  recovery_first_taken: { level: "warning", field: "recoveryCode" },
  recovery_none_taken: { level: "warning", field: "recoveryCode" },

  record_disabled: { level: "error", field: "record" },
  record_unconfirmed: { level: "error", field: "record" },
  record_incomplete: { level: "error", field: "record" },
} as const satisfies Record<string, { level: IssueLevel; field: IssueField }>;

export type IssueCode = keyof typeof ISSUES;

export const ISSUE_CODES = Object.keys(ISSUES) as IssueCode[];

/** Whether any of these issues keeps the record from being sent. */
export function blocks(codes: readonly IssueCode[]): boolean {
  return codes.some((code) => ISSUES[code].level === "error");
}
