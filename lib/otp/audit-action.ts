/** What is written down of what people do. */
export const AUDIT_ACTIONS = [
  "run_opened",
  "run_deleted",
  "code_checked",
  "otp_saved",
  "connection_added",
  "connection_changed",
  "connection_shared",
  "connection_removed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
