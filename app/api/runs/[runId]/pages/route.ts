import { reading, runKey } from "@/app/api/guarded";
import { rowFilterOf } from "@/app/api/runs/row-filter";
import { linesOf } from "@/app/api/stream";
import { runFor } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { rowPages } from "@/lib/db/row-reader";
import { rowQuerySchema } from "@/lib/otp/run-list";

type Context = { params: Promise<{ runId: string }> };

const filterSchema = rowQuerySchema.pick({ states: true, search: true });

/** Where the pages of a run's rows begin, told while they are counted, a JSON value a line; filtered as the rows are. */
export const GET = reading<Context>("history", async (person, request, { params }) => {
  const key = await runKey(params);
  const { data: filter } = filterSchema.safeParse(rowFilterOf(new URL(request.url).searchParams));
  if (!key || !filter) return new Response(null, { status: 400 });
  const stored = await runFor(person, key);
  if (!stored) return new Response(null, { status: 404 });
  return linesOf(rowPages((await getLedger()).db, stored.run, filter));
});
