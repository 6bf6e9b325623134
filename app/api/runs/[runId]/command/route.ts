import { changing, runKey } from "@/app/api/guarded";
import { runFor } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { commandRequestSchema } from "@/lib/otp/import-request";
import { commandRun } from "@/lib/runs/carry";

type Context = { params: Promise<{ runId: string }> };

/** Stops, pauses or resumes a run of any replica. 404: no such run is under way. */
export const POST = changing<{ command: "run" | "pause" | "stop" }, Context>(
  "imports",
  commandRequestSchema,
  async ({ person, data }, { params }) => {
    const run = await runFor(person, await runKey(params));
    const done = run !== null && (await commandRun(await getLedger(), run.view.key, data.command));
    return new Response(null, { status: done ? 204 : 404 });
  },
);
