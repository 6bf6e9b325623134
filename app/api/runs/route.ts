import { guarded } from "@/app/api/guarded";
import { openRunOf } from "@/app/run-door";
import { requireAdmin } from "@/lib/auth/require-admin";
import { getLedger } from "@/lib/db/database";
import { dropOld, keepDays } from "@/lib/db/retention";
import { listRuns, whoHadRuns } from "@/lib/db/run-reader";
import { openRequestSchema } from "@/lib/otp/import-request";
import { ALL_RUNS, RUNS_AT_ONCE, type RunList, runQuerySchema } from "@/lib/otp/run-list";
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

/** Opens a run for a client that is no page of ours. Its rows come up one chunk after the other. */
export async function POST(request: Request): Promise<Response> {
  const asked = await guarded(request, openRequestSchema);
  if (!asked.ok) return asked.response;
  return Response.json(await openRunOf(asked.admin, asked.data));
}
