import { guarded, runKey } from "@/app/api/guarded";
import { getLedger } from "@/lib/db/database";
import { commandRequestSchema } from "@/lib/otp/import-request";
import { commandRun } from "@/lib/runs/carry";

type Context = { params: Promise<{ runId: string }> };

/** Stops, pauses or resumes a run of any replica. 404: no such run is under way. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const asked = await guarded(request, commandRequestSchema);
  if (!asked.ok) return asked.response;
  const key = await runKey(params);
  const done = key !== null && (await commandRun(await getLedger(), key, asked.data.command));
  return new Response(null, { status: done ? 204 : 404 });
}
