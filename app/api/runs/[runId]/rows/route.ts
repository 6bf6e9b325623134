import { changing, reading, runKey } from "@/app/api/guarded";
import { rowFilterOf } from "@/app/api/runs/row-filter";
import { feedRunOf, runFor } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { listRows } from "@/lib/db/row-reader";
import { type ImportRequest, importRequestSchema } from "@/lib/otp/import-request";
import { ROWS_AT_ONCE, rowQuerySchema } from "@/lib/otp/run-list";

type Context = { params: Promise<{ runId: string }> };

/** Takes one chunk of a run's rows from a client that is no page of ours. */
export const POST = changing<ImportRequest, Context>(
  "imports",
  importRequestSchema,
  async ({ person, data }, { params }) => {
    const key = await runKey(params);
    if (!key) return new Response(null, { status: 400 });
    return Response.json(await feedRunOf(person, key, data));
  },
);

/** A run's rows and what became of them: of one page, by `states` (with commas) and `search` for a user. */
export const GET = reading<Context>("history", async (person, request, { params }) => {
  const key = await runKey(params);
  const given = new URL(request.url).searchParams;
  const { data: query } = rowQuerySchema.safeParse({
    ...rowFilterOf(given),
    after: Number(given.get("after") ?? -1),
    most: Number(given.get("most") ?? ROWS_AT_ONCE),
  });
  if (!key || !query) return new Response(null, { status: 400 });
  const { db } = await getLedger();
  const stored = await runFor(person, key);
  // Of a run that has just been deleted there are none.
  return Response.json({ rows: stored ? await listRows(db, stored.run, query, query.most) : [] });
});
