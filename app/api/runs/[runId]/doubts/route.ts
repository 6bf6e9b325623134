import { changing, runKey } from "@/app/api/guarded";
import { portOf, runFor } from "@/app/run-door";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { serverKey } from "@/lib/env/server-key";
import { type DoubtsReply, type DoubtsRequest, doubtsRequestSchema } from "@/lib/otp/doubts";
import { isLive } from "@/lib/otp/run-view";
import { lookAgain } from "@/lib/runs/look-again";

type Context = { params: Promise<{ runId: string }> };

/**
 * Looks at GenAuth again for rows of a run that are `unknown`, some at a time, and writes down what it holds. 404: there is no
 * such run that has ended.
 */
export const POST = changing<DoubtsRequest, Context>(
  "imports",
  doubtsRequestSchema,
  async ({ person, data, request }, { params }) => {
    const stored = await runFor(person, await runKey(params));
    if (!stored || isLive(stored.view.state)) return new Response(null, { status: 404 });
    const ledger = await getLedger();
    const port = await portOf(person, stored.view);
    const reply: DoubtsReply = port
      ? await lookAgain({ ledger, serverKey: serverKey(), port, gone: request.signal }, stored, data.after)
      : { ok: false, code: "no_connection" };
    const { id: who, name } = person;
    const event = { who, name, action: "run_looked_at", subject: stored.view.key } as const;
    await recordAudit(ledger.db, { ...event, details: detailsOf(reply) });
    return Response.json(reply);
  },
);

/** GenAuth was asked for secrets: that is written down whatever came of it. */
function detailsOf(reply: DoubtsReply) {
  if (!reply.ok) return { code: reply.code };
  const { verified, stopped, mismatch, unknown } = reply;
  return { verified, stopped, mismatch, unknown };
}
