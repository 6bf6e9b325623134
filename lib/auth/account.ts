import "server-only";

import { APIError } from "better-auth/api";
import { and, desc, eq, gt } from "drizzle-orm";
import { headers } from "next/headers";
import { recordAudit } from "@/lib/db/audit";
import { getLedger } from "@/lib/db/database";
import { accounts, sessions } from "@/lib/db/people-schema";
import { signInSettings } from "@/lib/env/sign-in-settings";
import type { AuditAction } from "@/lib/otp/audit-action";
import { countAttempt, forgetAttempts, type Limit } from "./attempts";
import { NotAllowed } from "./authorise";
import { getEngine } from "./engine";
import { keepCookies } from "./keep-cookies";
import { spendCode } from "./limits";
import { makeNextFactor, takeNextFactor } from "./next-factor";
import { provesFactor } from "./own-factor";
import { dropSecondFactor } from "./people";
import { toOwnHost } from "./person";
import { currentSession, type Session } from "./session";

/** The session behind a page or an action about one's own account, also before a second factor that has to be. */
export async function ownSession(): Promise<Session> {
  const session = (await toOwnHost()) ? await currentSession() : null;
  if (!session) throw new NotAllowed(401);
  return session;
}

async function record(session: Session, action: AuditAction, details = {}): Promise<void> {
  const { id, name } = session.person;
  await recordAudit((await getLedger()).db, { who: id, name, action, subject: id, details });
}

/** The password is asked for again where the account itself changes: also that can be guessed at. */
const byPerson = (id: string): Limit => ({ what: "own password", of: id, most: 10, minutes: 15 });

/** `code`: it is not one of the second factor that there is; `over`: the new one has waited too long. */
export type Refused = { ok: false; code: "wrong" | "later" | "code" | "over" };
type Done = { ok: true; data: undefined } | Refused;
const DONE: Done = { ok: true, data: undefined };

/** Does something that takes the password, when it is the right one, and what is asked besides is right, too. */
async function withPassword<T>(
  session: Session,
  password: string,
  then: (head: Headers) => Promise<T>,
  besides: () => Promise<boolean> = async () => true,
): Promise<{ ok: true; data: T } | Refused> {
  const { db } = await getLedger();
  if (!(await countAttempt(db, byPerson(session.person.id))).allowed) return { ok: false, code: "later" };
  const engine = await getEngine();
  const head = await headers();
  try {
    await engine.api.verifyPassword({ body: { password }, headers: head });
  } catch (thrown) {
    if (thrown instanceof APIError && thrown.statusCode < 500) return { ok: false, code: "wrong" };
    throw thrown;
  }
  if (!(await besides())) return { ok: false, code: "code" };
  await forgetAttempts(db, byPerson(session.person.id));
  return { ok: true, data: await then(head) };
}

/** `code` of the second factor that there is; "" where there is none. */
type Proof = { password: string; code: string };

/** Does something to the second factor: of one that there is it takes a code besides, for the password may be known. */
function withFactor<T>(session: Session, { password, code }: Proof, then: (head: Headers) => Promise<T>) {
  return withPassword(
    session,
    password,
    then,
    async () => !session.secondFactor || provesFactor(session, code),
  );
}

/** Whether the person has a password here, and does not only come by the OpenID provider. */
export async function hasPassword(session: Session): Promise<boolean> {
  const { db } = await getLedger();
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.userId, session.person.id), eq(accounts.providerId, "credential")));
  return account !== undefined;
}

/** Changes the password, and ends all other sessions. */
export async function changePassword(
  session: Session,
  currentPassword: string,
  newPassword: string,
): Promise<Done> {
  const { api } = await getEngine();
  const body = { currentPassword, newPassword, revokeOtherSessions: true };
  const changed = await withPassword(session, currentPassword, (head) =>
    keepCookies(api.changePassword({ body, headers: head, returnHeaders: true })),
  );
  if (changed.ok) await record(session, "password_changed");
  return changed.ok ? DONE : changed;
}

/** What an authenticator app is set up with; shown once. */
export type NewFactor = { uri: string; backupCodes: string[] };

/** Begins to set up a second factor. One that there is stays until the new one is confirmed. */
export async function beginSecondFactor(
  session: Session,
  proof: Proof,
): Promise<{ ok: true; data: NewFactor } | Refused> {
  const { api } = await getEngine();
  return withFactor(session, proof, async (head) => {
    if (session.secondFactor) return makeNextFactor(session);
    const { password } = proof;
    const made = await api.enableTwoFactor({ body: { password, method: "totp" }, headers: head });
    if (made.method !== "totp") throw new Error("No key was made.");
    return { uri: made.totpURI, backupCodes: made.backupCodes };
  });
}

async function confirmFirst(code: string): Promise<"done" | "wrong"> {
  const { api } = await getEngine();
  try {
    await keepCookies(api.verifyTOTP({ body: { code }, headers: await headers(), returnHeaders: true }));
    return "done";
  } catch (thrown) {
    if (thrown instanceof APIError && thrown.statusCode < 500) return "wrong";
    throw thrown;
  }
}

/** Ends the set-up: a code shows that the app has the key. */
export async function confirmSecondFactor(session: Session, code: string): Promise<Done> {
  const { db } = await getLedger();
  const limit = byPerson(session.person.id);
  if (!(await countAttempt(db, limit)).allowed) return { ok: false, code: "later" };
  const confirmed = session.secondFactor ? await takeNextFactor(session, code) : await confirmFirst(code);
  if (confirmed !== "done") return { ok: false, code: confirmed };
  await forgetAttempts(db, limit);
  // Nor is it one with which to sign in.
  await spendCode(db, session.person.id, code);
  await record(session, "second_factor_set");
  return DONE;
}

/** Turns the second factor off. */
export async function removeSecondFactor(session: Session, proof: Proof): Promise<Done> {
  const removed = await withFactor(session, proof, async () =>
    dropSecondFactor((await getLedger()).db, session.person.id),
  );
  if (removed.ok) await record(session, "second_factor_removed");
  return removed.ok ? DONE : removed;
}

/** Makes new backup codes in place of the old ones. */
export async function renewBackupCodes(
  session: Session,
  proof: Proof,
): Promise<{ ok: true; data: string[] } | Refused> {
  const { api } = await getEngine();
  const made = await withFactor(session, proof, (head) =>
    api.generateBackupCodes({ body: { password: proof.password }, headers: head }),
  );
  if (made.ok) await record(session, "backup_codes_made");
  return made.ok ? { ok: true, data: made.data.backupCodes } : made;
}

export type SessionView = { id: string; current: boolean; userAgent: string; since: string; seen: string };

/** The person's own sessions, the latest first. */
export async function ownSessions(session: Session): Promise<SessionView[]> {
  const { db } = await getLedger();
  const seenAfter = new Date(Date.now() - signInSettings().idleMs);
  const rows = await db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, session.person.id),
        gt(sessions.expiresAt, new Date()),
        gt(sessions.seenAt, seenAfter),
      ),
    )
    .orderBy(desc(sessions.seenAt));
  return rows.map(({ id, userAgent, createdAt, seenAt }) => ({
    id,
    current: id === session.id,
    userAgent: userAgent ?? "",
    since: createdAt.toISOString(),
    seen: seenAt.toISOString(),
  }));
}

/** Ends one of the person's own sessions; whether there was such a one. */
export async function endOwnSession(session: Session, id: string): Promise<boolean> {
  const { db } = await getLedger();
  const own = and(eq(sessions.id, id), eq(sessions.userId, session.person.id));
  const ended = await db.delete(sessions).where(own).returning();
  if (ended.length > 0) await record(session, "sessions_ended", { own: true });
  return ended.length > 0;
}

/** Signs out: the session is over on the server, and its cookie gone. */
export async function signOut(session: Session): Promise<void> {
  const { api } = await getEngine();
  await keepCookies(api.signOut({ headers: await headers(), returnHeaders: true }));
  await record(session, "signed_out");
}
