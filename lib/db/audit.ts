import "server-only";

import { createHmac } from "node:crypto";
import { desc, sql } from "drizzle-orm";
import { serverKey } from "@/lib/env/server-key";
import type { AuditAction } from "@/lib/otp/audit-action";
import type { Database } from "./open-database";
import { audit } from "./schema";

/** Any number, the same in all replicas: entries are written one after the other. */
const AUDIT_LOCK = 4_150_120;
const SEAL_CONTEXT = "otp-ferry audit 1";

/** What somebody did. No secret, and nothing that was typed into a field for one, may be in it. */
export type AuditEvent = {
  /** The person's id, and what they were called then. */
  who: string;
  name: string;
  action: AuditAction;
  /** Whom or what it was done to: a person, a connection, a run, a user of a pool; by id. */
  subject: string;
  details: Record<string, string | number | boolean | null>;
};

type Entry = AuditEvent & { id: number; at: Date };

/** HMAC-SHA256 under the server's key over the entry and the seal before it. */
export function sealOf(entry: Entry, before: Uint8Array): Buffer {
  const { id, at, who, name, action, subject, details } = entry;
  // jsonb does not keep the order of its keys.
  const sorted = Object.keys(details)
    .sort()
    .map((key) => [key, details[key]]);
  return createHmac("sha256", serverKey())
    .update(SEAL_CONTEXT)
    .update(before)
    .update(JSON.stringify([id, at.toISOString(), who, name, action, subject, sorted]))
    .digest();
}

/** Writes down what somebody did, behind all that was written before. Rejects when it cannot be written. */
export async function recordAudit(db: Database, event: AuditEvent): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`);
    const [last] = await tx.select().from(audit).orderBy(desc(audit.id)).limit(1);
    const entry = { ...event, id: (last?.id ?? 0) + 1, at: new Date() };
    await tx.insert(audit).values({ ...entry, seal: sealOf(entry, last?.seal ?? new Uint8Array()) });
  });
}
