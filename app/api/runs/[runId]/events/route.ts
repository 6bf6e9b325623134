import { z } from "zod";
import { reading, runKey } from "@/app/api/guarded";
import { runFor } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { followRun } from "@/lib/runs/follow-run";

type Context = { params: Promise<{ runId: string }> };

const cursor = z.coerce.number().int().nonnegative().nullable();

/**
 * Follows a run, one JSON value a line, until it is over. A route handler and not an action: a client's actions wait for
 * each other. `?after=` is the last cursor heard, 0 at the beginning; without it no outcomes of rows are told.
 */
export const GET = reading<Context>("history", async (person, request, { params }) => {
  const key = await runKey(params);
  const after = cursor.safeParse(new URL(request.url).searchParams.get("after"));
  if (!key || !after.success) return new Response(null, { status: 400 });
  const gone = new AbortController();
  request.signal.addEventListener("abort", () => gone.abort());
  // One that the person may not see is followed like one that is not there: it is told to be gone.
  const seen = (await runFor(person, key)) ? key : "";
  const events = followRun(await getLedger(), seen, after.data, gone.signal);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" },
  });
});
