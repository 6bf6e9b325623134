import { z } from "zod";
import { reading } from "@/app/api/guarded";
import { streamOf } from "@/app/api/stream";
import { recordAudit } from "@/lib/db/audit";
import { listAudit } from "@/lib/db/audit-reader";
import { getLedger } from "@/lib/db/database";
import type { Database } from "@/lib/db/open-database";
import { ALL_ENTRIES, type AuditEntry, type AuditQuery, auditQuerySchema } from "@/lib/otp/audit-list";
import { csvLine } from "@/lib/sheet/csv-cell";

const PART = 1_000;
const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;
const formatSchema = z.enum(["csv", "json"]);

async function* partsOf(db: Database, query: AuditQuery): AsyncGenerator<AuditEntry[]> {
  for (let { before } = query; ; ) {
    const entries = await listAudit(db, { ...query, before }, PART);
    if (entries.length === 0) return;
    yield entries;
    before = entries.at(-1)?.id ?? 0;
  }
}

/** With a byte order mark Excel reads it as UTF-8. */
async function* csv(parts: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield `\ufeff${csvLine(["id", "at", "who", "name", "action", "subject", "details"])}`;
  for await (const entries of parts)
    yield entries
      .map(({ id, at, who, name, action, subject, details }) =>
        csvLine([id, at, who, name, action, subject, JSON.stringify(details)]),
      )
      .join("");
}

async function* json(parts: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  let before = "[";
  for await (const entries of parts) {
    yield before + entries.map((entry) => JSON.stringify(entry)).join(",\n");
    before = ",\n";
  }
  yield before === "[" ? "[]\n" : "]\n";
}

/** All entries that a query lets through, as `?format=` csv or json. That somebody took them is an entry as well. */
export const GET = reading("audit", async ({ id: who, name }, request) => {
  const { format: asked, ...given } = Object.fromEntries(new URL(request.url).searchParams);
  const { data: format } = formatSchema.safeParse(asked);
  const { data: query } = auditQuerySchema.safeParse({ ...ALL_ENTRIES, ...given });
  if (!format || !query) return new Response(null, { status: 400 });
  const { db } = await getLedger();
  await recordAudit(db, { who, name, action: "audit_exported", subject: format, details: given });
  const parts = partsOf(db, query);
  const day = new Date().toISOString().slice(0, 10);
  return new Response(streamOf(format === "csv" ? csv(parts) : json(parts)), {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="otp-ferry-audit-${day}.${format}"`,
      "cache-control": "no-store",
    },
  });
});
