import { changing } from "@/app/api/guarded";
import { getLedger } from "@/lib/db/database";
import { dropOld, setKeepDays } from "@/lib/db/retention";
import { type KeepDays, retentionRequestSchema } from "@/lib/otp/run-list";

/** Sets how long runs are kept, and deletes those that have been kept for long enough. */
export const POST = changing<{ keepDays: KeepDays }, unknown>(
  "imports",
  retentionRequestSchema,
  async ({ data }) => {
    const { db } = await getLedger();
    await setKeepDays(db, data.keepDays);
    await dropOld(db);
    return new Response(null, { status: 204 });
  },
);
