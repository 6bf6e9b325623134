import { changing, reading } from "@/app/api/guarded";
import { openRunOf } from "@/app/run-door";
import { getLedger } from "@/lib/db/database";
import { dropOld, keepDays } from "@/lib/db/retention";
import { listRuns, whoHadRuns } from "@/lib/db/run-reader";
import { type OpenRequest, openRequestSchema } from "@/lib/otp/import-request";
import { seesAllRuns } from "@/lib/otp/role";
import { ALL_RUNS, RUNS_AT_ONCE, type RunList, runQuerySchema } from "@/lib/otp/run-list";
import { buryOthers, liveRuns } from "@/lib/runs/registry";

/** Runs, the latest first: those that a query lets through, of those that the person may see. */
export const GET = reading("history", async (person, request) => {
  const given = Object.fromEntries(new URL(request.url).searchParams);
  const { data: query } = runQuerySchema.safeParse({ ...ALL_RUNS, ...given });
  if (!query) return new Response(null, { status: 400 });
  const ledger = await getLedger();
  await buryOthers(ledger);
  if ((await dropOld(ledger.db)) > 0) ledger.sweepSoon();
  const all = seesAllRuns(person.role);
  const stored = await listRuns(ledger.db, query, RUNS_AT_ONCE, all ? null : person.id);
  const list: RunList = {
    runs: stored.map((view) => liveRuns().get(view.key)?.view() ?? view),
    admins: all ? await whoHadRuns(ledger.db) : [person.id],
    keepDays: await keepDays(ledger.db),
  };
  return Response.json(list);
});

/** Opens a run for a client that is no page of ours, on the connection `?connection=`. Its rows come up one chunk after the other. */
export const POST = changing<OpenRequest, unknown>(
  "imports",
  openRequestSchema,
  async ({ person, data, request }) => {
    const connection = new URL(request.url).searchParams.get("connection");
    return Response.json(await openRunOf(person, connection, data));
  },
);
