import { reading, runKey } from "@/app/api/guarded";
import { runEvents } from "@/app/api/run-events";
import { runFor } from "@/app/run-door";
import { stillAuthorised } from "@/lib/auth/authorise";

type Context = { params: Promise<{ runId: string }> };

/** Follows a run by which the person has saved one user's OTP: their own, since not everybody who may fix an OTP has a History. */
export const GET = reading<Context>("users", async (person, request, { params }) => {
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  const run = await runFor(person, key);
  return runEvents(request, run?.view.who === person.id ? key : null, await stillAuthorised("users"));
});
