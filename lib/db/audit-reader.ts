import "server-only";

import { and, desc, eq, gte, ilike, lt, or, type SQL, sql } from "drizzle-orm";
import type { AuditEntry, AuditList, AuditQuery } from "@/lib/otp/audit-list";
import type { Database } from "./open-database";
import { audit } from "./schema";

/** The entries that a query lets through, the latest first; at most `most`. */
export async function listAudit(db: Database, query: AuditQuery, most: number): Promise<AuditEntry[]> {
  const { who, action, from, to, search, before } = query;
  const part = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions: (SQL | undefined)[] = [
    who === null ? undefined : eq(audit.who, who),
    action === null ? undefined : eq(audit.action, action),
    from === null ? undefined : gte(audit.at, new Date(from)),
    to === null ? undefined : lt(audit.at, new Date(to)),
    search === "" ? undefined : or(ilike(audit.subject, part), sql`${audit.details}::text ilike ${part}`),
    before === null ? undefined : lt(audit.id, before),
  ];
  const found = await db
    .select()
    .from(audit)
    .where(and(...conditions))
    .orderBy(desc(audit.id))
    .limit(most);
  return found.map(({ seal: _seal, at, ...entry }) => ({ ...entry, at: at.toISOString() }));
}

/** Everybody who has done anything, by the name that they had last. */
export async function whoDid(db: Database): Promise<AuditList["people"]> {
  const found = await db
    .selectDistinctOn([audit.who], { who: audit.who, name: audit.name })
    .from(audit)
    .orderBy(audit.who, desc(audit.id));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
