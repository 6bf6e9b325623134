import { guarded } from "@/app/api/guarded";
import { requireAdmin } from "@/lib/auth/require-admin";
import { getLedger } from "@/lib/db/database";
import { dropOld, keepDays } from "@/lib/db/retention";
import { listRuns, whoHadRuns } from "@/lib/db/run-reader";
import { getConnection } from "@/lib/env/connection";
import { openPort } from "@/lib/genauth/connection";
import { openRequestSchema } from "@/lib/otp/import-request";
import { ALL_RUNS, RUNS_AT_ONCE, type RunList, runQuerySchema } from "@/lib/otp/run-list";
import { startRun } from "@/lib/runs/carry";
import { buryOthers, liveRuns } from "@/lib/runs/registry";

/** Runs, the latest first: those that a query lets through. */
export async function GET(request: Request): Promise<Response> {
  await requireAdmin();
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const { data: query } = runQuerySchema.safeParse({ ...ALL_RUNS, ...given });
  if (!query) return new Response(null, { status: 400 });
  const ledger = await getLedger();
  await buryOthers(ledger);
  await dropOld(ledger.db);
  const stored = await listRuns(ledger.db, query, RUNS_AT_ONCE);
  const list: RunList = {
    runs: stored.map((view) => liveRuns().get(view.key)?.view() ?? view),
    admins: await whoHadRuns(ledger.db),
    keepDays: await keepDays(ledger.db),
  };
  return Response.json(list);
}

/** Opens a run, which this process carries from now on. Its rows come up one chunk after the other. */
export async function POST(request: Request): Promise<Response> {
  const asked = await guarded(request, openRequestSchema);
  if (!asked.ok) return asked.response;
  const connection = getConnection();
  const { host, accessKeyId: pool } = connection;
  const ledger = await getLedger();
  const opening = { ledger, who: asked.admin.id, host, pool, port: openPort(connection) };
  return Response.json(await startRun(opening, asked.data));
}
