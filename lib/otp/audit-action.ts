/** What is written down of what people do. */
export const AUDIT_ACTIONS = ["run_opened", "run_deleted", "code_checked", "otp_saved"] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
