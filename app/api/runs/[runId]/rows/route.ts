import { guarded, runKey } from "@/app/api/guarded";
import { getLedger } from "@/lib/db/database";
import { serverKey } from "@/lib/env/server-key";
import { importRequestSchema } from "@/lib/otp/import-request";
import { feedRun } from "@/lib/runs/carry";

type Context = { params: Promise<{ runId: string }> };

/**
 * Takes one chunk of a run's rows. They are checked again here, whatever the browser says it has checked. Answered when
 * the ledger has them: that holds back whoever sends more than it can take.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const asked = await guarded(request, importRequestSchema);
  if (!asked.ok) return asked.response;
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  const feeding = { ledger: await getLedger(), key, who: asked.admin.id, serverKey: serverKey() };
  return Response.json(await feedRun(feeding, asked.data));
}
