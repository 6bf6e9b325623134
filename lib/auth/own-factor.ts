import "server-only";

import { APIError } from "better-auth/api";
import { headers } from "next/headers";
import { getLedger } from "@/lib/db/database";
import { getEngine } from "./engine";
import { spendCode } from "./limits";
import type { Session } from "./session";

/**
 * Whether a code is of the second factor that the person has: one of the app, or a backup code. Either is used up by it.
 * @param code as typed
 */
export async function provesFactor(session: Session, code: string): Promise<boolean> {
  const { api } = await getEngine();
  const typed = code.replace(/\s/g, "");
  const head = await headers();
  try {
    if (!/^\d{6}$/.test(typed)) {
      await api.verifyBackupCode({ body: { code: typed, disableSession: true }, headers: head });
      return true;
    }
    await api.verifyTOTP({ body: { code: typed }, headers: head });
  } catch (thrown) {
    if (thrown instanceof APIError && thrown.statusCode < 500) return false;
    throw thrown;
  }
  return spendCode((await getLedger()).db, session.person.id, typed);
}
