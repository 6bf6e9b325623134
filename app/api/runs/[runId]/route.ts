import { z } from "zod";
import { changing, reading, runKey } from "@/app/api/guarded";
import { runFor } from "@/app/run-door";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { deleteRuns } from "@/lib/db/deletion";

import { buryOthers, liveRuns } from "@/lib/runs/registry";

type Context = { params: Promise<{ runId: string }> };

/** How a run stands. */
export const GET = reading<Context>("history", async (person, _request, { params }) => {
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  await buryOthers(await getLedger());
  const stored = await runFor(person, key);
  if (!stored) return new Response(null, { status: 404 });
  return Response.json(liveRuns().get(key)?.view() ?? stored.view);
});

/** Deletes a run that has ended, with all that the ledger knows of its rows. 404: there is none. */
export const DELETE = changing<undefined, Context>(
  "imports",
  z.undefined(),
  async ({ person }, { params }) => {
    const run = await runFor(person, await runKey(params));
    const { db, sweepSoon } = await getLedger();
    const gone = run !== null && (await deleteRuns(db, [run.view.key])) > 0;
    if (gone) {
      sweepSoon();
      const { id: who, name } = person;
      await recordAudit(db, { who, name, action: "run_deleted", subject: run.view.key, details: {} });
    }
    return new Response(null, { status: gone ? 204 : 404 });
  },
);
