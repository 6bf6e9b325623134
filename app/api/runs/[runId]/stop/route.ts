import { z } from "zod";
import { isOwnOrigin } from "@/lib/auth/loopback";
import { requireAdmin } from "@/lib/auth/require-admin";
import { stopRun } from "@/lib/runs/registry";

/**
 * Stops a run. A route handler and not an action, because a client's actions wait for each other and Stop must not
 * wait for the import. Answers 204, also for a run that is over or somebody else's.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ runId: string }> },
): Promise<Response> {
  const admin = await requireAdmin();
  if (!isOwnOrigin(request.headers.get("origin"), request.headers.get("host")))
    return new Response(null, { status: 403 });
  const { data: runId } = z.uuid().safeParse((await params).runId);
  if (!runId) return new Response(null, { status: 400 });
  stopRun(runId, admin.id);
  return new Response(null, { status: 204 });
}
