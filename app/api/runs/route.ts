import { guarded } from "@/app/api/guarded";
import { getLedger } from "@/lib/db/database";
import { getConnection } from "@/lib/env/connection";
import { openPort } from "@/lib/genauth/connection";
import { openRequestSchema } from "@/lib/otp/import-request";
import { startRun } from "@/lib/runs/carry";

/** Opens a run, which this process carries from now on. Its rows come up one chunk after the other. */
export async function POST(request: Request): Promise<Response> {
  const asked = await guarded(request, openRequestSchema);
  if (!asked.ok) return asked.response;
  const connection = getConnection();
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  const opening = { ledger, who: asked.admin.id, host, pool, port: openPort(connection) };
  return Response.json(await startRun(opening, asked.data));
}
