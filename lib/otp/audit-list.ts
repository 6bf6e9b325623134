import { z } from "zod";
import { AUDIT_ACTIONS } from "./audit-action";
import { STORABLE, storableTime } from "./storable";

/** Which entries of the audit are asked for. Times are ISO 8601; null, or an empty text, lets everything through. */
export const auditQuerySchema = z.strictObject({
  who: z.string().max(256).regex(STORABLE).nullable(),
  action: z.enum(AUDIT_ACTIONS).nullable(),
  from: storableTime.nullable(),
  to: storableTime.nullable(),
  /** A part of the subject, or of a detail. */
  search: z.string().max(256).regex(STORABLE),
  /** Only entries with a smaller number: the next page. */
  before: z.coerce.number().int().positive().nullable(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const ALL_ENTRIES: AuditQuery = {
  who: null,
  action: null,
  from: null,
  to: null,
  search: "",
  before: null,
};

export const auditEntrySchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  who: z.string(),
  name: z.string(),
  /** One of AUDIT_ACTIONS, unless a later version has written it. */
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** The most entries that one question brings. */
export const ENTRIES_AT_ONCE = 100;

/** The answer: the entries, the latest first, and everybody who has done anything. */
export const auditListSchema = z.object({
  entries: z.array(auditEntrySchema),
  people: z.array(z.object({ who: z.string(), name: z.string() })),
});
export type AuditList = z.infer<typeof auditListSchema>;

/** What a check of the audit found. `id`: the first entry that is not as it was written, or not there. */
export const auditCheckSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    entries: z.number().int(),
    /** The last entry's, in hex; empty without entries. */
    seal: z.string(),
  }),
  z.object({
    ok: z.literal(false),
    entries: z.number().int(),
    id: z.number().int(),
    code: z.enum(["changed", "missing", "cut"]),
  }),
]);
export type AuditCheck = z.infer<typeof auditCheckSchema>;
