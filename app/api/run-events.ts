import { z } from "zod";
import { getLedger } from "@/lib/db/database";
import type { RunEvent } from "@/lib/otp/run-event";
import { followRun } from "@/lib/runs/follow-run";

/** How often it is looked whether the listener may listen still. */
const LOOK_MS = 5_000;

const cursor = z.coerce.number().int().nonnegative().nullable();

/**
 * A run's events, one JSON value a line, until it is over. A route handler and not an action: a client's actions wait for
 * each other. `?after=` is the last cursor heard, 0 at the beginning; without it no outcomes of rows are told.
 * @param key null for a run that the person may not see: it is told to be gone, like one that is not there
 * @param may whether they may still: it is not told any further once their session has ended, or their role is another
 */
export async function runEvents(
  request: Request,
  key: string | null,
  may: () => Promise<boolean>,
): Promise<Response> {
  const after = cursor.safeParse(new URL(request.url).searchParams.get("after"));
  if (!after.success) return new Response(null, { status: 400 });
  const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
  const missing: RunEvent = { type: "gone" };
  if (key === null) return new Response(`${JSON.stringify(missing)}\n`, { headers });
  const gone = new AbortController();
  request.signal.addEventListener("abort", () => gone.abort());
  const events = followRun(await getLedger(), key, after.data, gone.signal);
  const encoder = new TextEncoder();
  let looked = performance.now();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await events.next();
      const due = performance.now() - looked >= LOOK_MS;
      if (due) looked = performance.now();
      if (due && !(await may())) {
        gone.abort();
        controller.close();
      } else if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, { headers });
}
