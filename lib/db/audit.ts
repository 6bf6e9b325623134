import "server-only";

import { createHmac } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { previousSecret } from "@/lib/env/ferry-secret";
import { serverKey } from "@/lib/env/server-key";
import { log } from "@/lib/log/log";
import type { AuditAction } from "@/lib/otp/audit-action";
import type { AuditCheck } from "@/lib/otp/audit-list";
import type { Database } from "./open-database";
import { audit, settings } from "./schema";

/** Any number, the same in all replicas: entries are written one after the other. */
const AUDIT_LOCK = 4_150_120;
const SEAL_CONTEXT = "otp-ferry audit 1";
const END_CONTEXT = "otp-ferry audit end 1";
const END = "auditEnd";
const NOTED_BYTES = 8;

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

type Entry = Omit<AuditEvent, "action"> & { action: string; id: number; at: Date };

/** HMAC-SHA256 under the server's key over the entry and the seal before it. */
export function sealOf(entry: Entry, before: Uint8Array, key = serverKey()): Buffer {
  const { id, at, who, name, action, subject, details } = entry;
  // jsonb does not keep the order of its keys.
  const sorted = Object.keys(details)
    .sort()
    .map((key) => [key, details[key]]);
  return createHmac("sha256", key)
    .update(SEAL_CONTEXT)
    .update(before)
    .update(JSON.stringify([id, at.toISOString(), who, name, action, subject, sorted]))
    .digest();
}

/** What only somebody with the server's key can say of the last entry: that it is the last. */
function endMark(id: number, seal: Uint8Array, key = serverKey()): string {
  return createHmac("sha256", key).update(END_CONTEXT).update(`${id}:`).update(seal).digest("hex");
}

const endSchema = z.object({ id: z.number().int(), mark: z.string() });

/** Writes down what somebody did, behind all that was written before. Rejects when it cannot be written. */
export async function recordAudit(db: Database, event: AuditEvent): Promise<void> {
  const written = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`);
    const [last] = await tx.select().from(audit).orderBy(desc(audit.id)).limit(1);
    const entry = { ...event, id: (last?.id ?? 0) + 1, at: new Date() };
    const seal = sealOf(entry, last?.seal ?? new Uint8Array());
    await tx.insert(audit).values({ ...entry, seal });
    const value = sql`${JSON.stringify({ id: entry.id, mark: endMark(entry.id, seal) })}::jsonb`;
    await tx
      .insert(settings)
      .values({ name: END, value })
      .onConflictDoUpdate({ target: settings.name, set: { value } });
    return { entry: entry.id, seal: seal.toString("hex", 0, NOTED_BYTES) };
  });
  const { who, action, subject, details } = event;
  // Logs are kept elsewhere: with an entry's seal from there, verifyAudit sees more than with the key alone.
  log("info", "audit", { ...written, who, action, subject, details: JSON.stringify(details) });
}

const AT_ONCE = 1_000;

/** The server's key, and the one that it had before FERRY_SECRET was changed, while that is given. */
function keys(): Buffer[] {
  const previous = previousSecret();
  return [serverKey(), ...(previous === null ? [] : [serverKey({ FERRY_SECRET: previous })])];
}

/**
 * Checks whether every entry of the audit is as it was written, and none is missing.
 * @param noted an entry's number and the beginning of its seal in hex, as an earlier check printed it: what this server's
 *   key cannot show, that the whole database was put back to an earlier state, it shows
 */
export async function verifyAudit(
  db: Database,
  noted: { id: number; seal: string } | null = null,
): Promise<AuditCheck> {
  // Before the entries: those that are written meanwhile come behind it.
  const [kept] = await db.select().from(settings).where(eq(settings.name, END));
  const end = endSchema.safeParse(kept?.value).data ?? null;
  let id = 0;
  let seal: Uint8Array = new Uint8Array();
  let endSeen = false;
  const known = keys();
  for (;;) {
    const part = await db
      .select()
      .from(audit)
      .where(sql`${audit.id} > ${id}`)
      .orderBy(audit.id)
      .limit(AT_ONCE);
    for (const entry of part) {
      if (entry.id !== id + 1) return { ok: false, entries: id, id: id + 1, code: "missing" };
      const expected = known.map((key) => sealOf(entry, seal, key)).find((one) => one.equals(entry.seal));
      if (!expected) return { ok: false, entries: id, id: entry.id, code: "changed" };
      id = entry.id;
      seal = expected;
      if (id === end?.id) endSeen = known.some((key) => end.mark === endMark(id, expected, key));
      if (id === noted?.id && !expected.toString("hex").startsWith(noted.seal.toLowerCase()))
        return { ok: false, entries: id, id, code: "changed" };
    }
    if (part.length < AT_ONCE) break;
  }
  if ((id > 0 || end) && !endSeen) return { ok: false, entries: id, id: id + 1, code: "cut" };
  if (noted && noted.id > id) return { ok: false, entries: id, id: id + 1, code: "cut" };
  return { ok: true, entries: id, seal: Buffer.from(seal).toString("hex") };
}
