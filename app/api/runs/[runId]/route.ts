import { z } from "zod";
import { guarded, runKey } from "@/app/api/guarded";
import { requireAdmin } from "@/lib/auth/require-admin";
import { getLedger } from "@/lib/db/database";
import { deleteRuns } from "@/lib/db/ledger";
import { findRun } from "@/lib/db/run-reader";
import { buryOthers, liveRuns } from "@/lib/runs/registry";

type Context = { params: Promise<{ runId: string }> };

/** How a run stands. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  await requireAdmin();
  const key = await runKey(params);
  if (!key) return new Response(null, { status: 400 });
  const ledger = await getLedger();
  await buryOthers(ledger);
  const view = liveRuns().get(key)?.view() ?? (await findRun(ledger.db, key))?.view;
  return view ? Response.json(view) : new Response(null, { status: 404 });
}

/** Deletes a run that has ended, with all that the ledger knows of its rows. 404: there is none. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const asked = await guarded(request, z.undefined());
  if (!asked.ok) return asked.response;
  const key = await runKey(params);
  const gone = key !== null && (await deleteRuns((await getLedger()).db, [key])) > 0;
  return new Response(null, { status: gone ? 204 : 404 });
}
