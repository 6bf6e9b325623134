import { databaseAnswers } from "@/lib/db/database";
import { isClosing } from "@/lib/runs/closing";

/** Never made at the time of the build. */
export const dynamic = "force-dynamic";

/** Whether requests should be sent here: 204, or 503 while the database is out of reach and from the wish to stop on. */
export async function GET(): Promise<Response> {
  const ready = !isClosing() && (await databaseAnswers());
  return new Response(null, { status: ready ? 204 : 503, headers: { "cache-control": "no-store" } });
}
