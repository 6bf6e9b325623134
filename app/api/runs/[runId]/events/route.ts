import { reading, runKey } from "@/app/api/guarded";
import { runEvents } from "@/app/api/run-events";
import { runFor } from "@/app/run-door";
import { stillAuthorised } from "@/lib/auth/authorise";

type Context = { params: Promise<{ runId: string }> };

/** Follows a run until it is over. */
export const GET = reading<Context>("history", async (person, request, { params }) => {
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  return runEvents(request, (await runFor(person, key)) ? key : null, await stillAuthorised("history"));
});
