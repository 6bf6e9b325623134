import { guarded, runKey } from "@/app/api/guarded";
import { feedRunOf } from "@/app/run-door";
import { requireAdmin } from "@/lib/auth/require-admin";
import { getLedger } from "@/lib/db/database";
import { findRun, listRows } from "@/lib/db/run-reader";
import { importRequestSchema } from "@/lib/otp/import-request";
import { ROWS_AT_ONCE, rowQuerySchema } from "@/lib/otp/run-list";

type Context = { params: Promise<{ runId: string }> };

/** Takes one chunk of a run's rows from a client that is no page of ours. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const asked = await guarded(request, importRequestSchema);
  if (!asked.ok) return asked.response;
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  return Response.json(await feedRunOf(asked.admin, key, asked.data));
}

/** A run's rows and what became of them, by `states` (with commas), `search` for a user, and those `after` an id. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  await requireAdmin();
  const key = await runKey(params);
  const given = new URL(request.url).searchParams;
  const { data: query } = rowQuerySchema.safeParse({
    states: (given.get("states") ?? "").split(",").filter((state) => state !== ""),
    search: given.get("search") ?? "",
    after: Number(given.get("after") ?? -1),
  });
  if (!key || !query) return new Response(null, { status: 400 });
  const { db } = await getLedger();
  const stored = await findRun(db, key);
  // Of a run that has just been deleted there are none.
  return Response.json({ rows: stored ? await listRows(db, stored.run, query, ROWS_AT_ONCE) : [] });
}
