import { guarded } from "@/app/api/guarded";
import { getLedger } from "@/lib/db/database";
import { dropOld, setKeepDays } from "@/lib/db/retention";
import { retentionRequestSchema } from "@/lib/otp/run-list";

/** Sets how long runs are kept, and deletes those that have been kept for long enough. */
export async function POST(request: Request): Promise<Response> {
  const asked = await guarded(request, retentionRequestSchema);
  if (!asked.ok) return asked.response;
  const { db } = await getLedger();
  await setKeepDays(db, asked.data.keepDays);
  await dropOld(db);
  return new Response(null, { status: 204 });
}
