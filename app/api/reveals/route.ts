import { changing } from "@/app/api/guarded";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { looksLikeSecret } from "@/lib/otp/misplaced-secret";
import { type RevealRequest, revealRequestSchema } from "@/lib/otp/reveal-request";
import { USER_ID } from "@/lib/otp/user-id";

/**
 * Writes down that secrets are about to be shown or handed out, on the Import screen or a user's page. A route handler and
 * not an action: it must not wait behind a chunk of rows.
 */
export const POST = changing<RevealRequest, unknown>(
  "users",
  revealRequestSchema,
  async ({ person: { id: who, name }, data: { kind, rows, line, userId } }) => {
    const { db } = await getLedger();
    const action =
      kind === "copied" || kind === "cut" || kind === "saved" ? "secrets_copied" : "secrets_revealed";
    // A file's columns may have been taken for each other.
    const subject = userId !== null && USER_ID.test(userId) && !looksLikeSecret(userId) ? userId : "";
    await recordAudit(db, { who, name, action, subject, details: { kind, rows, line } });
    return new Response(null, { status: 204 });
  },
);
