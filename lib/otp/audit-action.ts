/** What is written down of what people do. */
export const AUDIT_ACTIONS = ["run_opened", "run_deleted"] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
