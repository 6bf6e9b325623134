import { reading, runKey } from "@/app/api/guarded";
import { linesOf } from "@/app/api/stream";
import { runFor } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { failedRows } from "@/lib/db/row-reader";

type Context = { params: Promise<{ runId: string }> };

/** The rows of a run that another attempt would take, many in each line of JSON: for who has the file, and may import it. */
export const GET = reading<Context>("imports", async (person, _request, { params }) => {
  const stored = await runFor(person, await runKey(params));
  if (!stored) return new Response(null, { status: 404 });
  return linesOf(failedRows((await getLedger()).db, stored.run));
});
