import { reading } from "@/app/api/guarded";
import { listAudit, whoDid } from "@/lib/db/audit-reader";
import { getLedger } from "@/lib/db/database";
import { ALL_ENTRIES, type AuditList, auditQuerySchema, ENTRIES_AT_ONCE } from "@/lib/otp/audit-list";

/** Who did what: the entries that a query lets through, the latest first. */
export const GET = reading("audit", async (_person, request) => {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const { data: query } = auditQuerySchema.safeParse({ ...ALL_ENTRIES, ...given });
  if (!query) return new Response(null, { status: 400 });
  const { db } = await getLedger();
  const list: AuditList = { entries: await listAudit(db, query, ENTRIES_AT_ONCE), people: await whoDid(db) };
  return Response.json(list);
});
