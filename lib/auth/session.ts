import "server-only";

import { eq } from "drizzle-orm";
import { getLedger } from "@/lib/db/database";
import { sessions } from "@/lib/db/people-schema";
import { signInSettings } from "@/lib/env/sign-in-settings";
import { ROLES } from "@/lib/otp/role";
import { getEngine } from "./engine";
import type { Person } from "./person";
import { requestHeaders } from "./request-headers";

/** A session of this request, and whose it is. */
export type Session = {
  id: string;
  person: Person;
  email: string;
  secondFactor: boolean;
  /** Nothing else may be done before a second factor is set up. */
  owesSecondFactor: boolean;
};

/** What the person last did is written down to the minute, or the tenth of a short idle time. */
const grain = (idleMs: number) => Math.min(60_000, idleMs / 10);

/**
 * The session of this request; null when there is none, or it has ended. Looked up each time: whatever ends it, does so at
 * once and on every replica.
 * @param watching the page asks by itself, nobody has done anything: idleness goes on
 * @param head of the request, where Next does not know it any more
 */
export async function currentSession(watching = false, head?: Headers): Promise<Session | null> {
  const engine = await getEngine();
  const query = { disableCookieCache: true, disableRefresh: true };
  const found = await engine.api.getSession({ headers: head ?? (await requestHeaders()), query });
  const role = ROLES.find((known) => known === found?.user.role);
  if (!found || !role || found.user.disabled) return null;
  const { session, user } = found;
  const { idleMs, secondFactorRequired } = signInSettings();
  const idle = Date.now() - (session.seenAt ?? session.createdAt).getTime();
  const { db } = await getLedger();
  if (idle > idleMs) {
    await db.delete(sessions).where(eq(sessions.id, session.id));
    return null;
  }
  if (!watching && idle > grain(idleMs))
    await db.update(sessions).set({ seenAt: new Date() }).where(eq(sessions.id, session.id));
  const secondFactor = user.twoFactorEnabled ?? false;
  return {
    id: session.id,
    person: { id: user.id, name: user.name, role },
    email: user.email,
    secondFactor,
    owesSecondFactor: secondFactorRequired && !secondFactor && session.byPassword !== false,
  };
}
