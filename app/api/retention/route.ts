import { changing } from "@/app/api/guarded";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { dropOld, setKeepDays } from "@/lib/db/retention";
import { type KeepDays, retentionRequestSchema } from "@/lib/otp/run-list";

/** Sets how long runs are kept, and deletes those that have been kept for long enough. */
export const POST = changing<{ keepDays: KeepDays }, unknown>(
  "retention",
  retentionRequestSchema,
  async ({ person: { id: who, name }, data }) => {
    const { db, sweepSoon } = await getLedger();
    const details = { keepDays: data.keepDays };
    await recordAudit(db, { who, name, action: "retention_set", subject: "runs", details });
    await setKeepDays(db, data.keepDays);
    if ((await dropOld(db)) > 0) sweepSoon();
    return new Response(null, { status: 204 });
  },
);
