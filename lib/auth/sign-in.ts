import "server-only";

import { APIError } from "better-auth/api";
import { eq, lt } from "drizzle-orm";
import { headers } from "next/headers";
import { getLedger } from "@/lib/db/database";
import { people, sessions } from "@/lib/db/people-schema";
import type { SignInReply } from "@/lib/otp/sign-in-request";
import { dropOldAttempts, forgetAttempts, takeBack } from "./attempts";
import { getEngine } from "./engine";
import { keepCookies } from "./keep-cookies";
import { addressOf, byAccount, byAddress, held, spendCode } from "./limits";
import { findPerson } from "./people";
import { recordRefusal, recordSignIn } from "./record-sign-in";

/** What the library says no with; anything else has failed and is thrown on. */
function refusal(thrown: unknown): { code: string } {
  if (thrown instanceof APIError && thrown.statusCode < 500) return { code: thrown.body?.code ?? "" };
  throw thrown;
}

/**
 * Signs in by password, or asks for a code next. Sets the session's cookie.
 * @param email in lower case
 */
export async function signInByPassword(email: string, password: string): Promise<SignInReply> {
  const { db } = await getLedger();
  const from = byAddress(await addressOf());
  const later = await held(db, [byAccount(email), from]);
  if (later) return later;
  const engine = await getEngine();
  const asked = { body: { email, password }, headers: await headers(), returnHeaders: true as const };
  const found = await keepCookies(engine.api.signInEmail(asked)).catch(refusal);
  if ("code" in found) {
    const [person] = await db.select().from(people).where(eq(people.email, email));
    await recordRefusal(db, person, "password");
    return { state: "wrong" };
  }
  await forgetAttempts(db, byAccount(email));
  await takeBack(db, from);
  await dropOldAttempts(db);
  await db.delete(sessions).where(lt(sessions.expiresAt, new Date()));
  if ("twoFactorRedirect" in found) return { state: "code" };
  await recordSignIn(db, found.user.id, "password");
  return { state: "in" };
}

/** The second step of a sign-in: a code of the authenticator app, or one of the backup codes, which is then used up. */
export async function signInByCode(kind: "totp" | "backup", code: string): Promise<SignInReply> {
  const { db } = await getLedger();
  const from = byAddress(await addressOf());
  const later = await held(db, [from]);
  if (later) return later;
  const engine = await getEngine();
  const awaited = await engine.api.awaitedPerson({ headers: await headers() });
  const person = awaited === null ? undefined : await findPerson(db, awaited);
  // Without it the library would look at the session that this browser may be in, and take a code of that person.
  if (!person) return { state: "again" };
  const asked = { body: { code }, headers: await withoutSession(), returnHeaders: true as const };
  const found = await keepCookies(
    kind === "totp" ? engine.api.verifyTOTP(asked) : engine.api.verifyBackupCode(asked),
  ).catch(refusal);
  if ("code" in found) {
    await recordRefusal(db, person, kind);
    if (found.code === "ACCOUNT_TEMPORARILY_LOCKED") return { state: "later", minutes: 15 };
    return { state: OVER.has(found.code) ? "again" : "wrong" };
  }
  if (!(await spendCode(db, person.id, code))) {
    await db.delete(sessions).where(eq(sessions.token, found.token ?? ""));
    await recordRefusal(db, person, "used code");
    return { state: "again" };
  }
  await takeBack(db, from);
  await recordSignIn(db, person.id, kind);
  return { state: "in" };
}

/** The headers of this request, as if its browser were in no session yet. */
async function withoutSession(): Promise<Headers> {
  const { sessionToken } = (await (await getEngine()).$context).authCookies;
  const head = new Headers(await headers());
  const cookies = (head.get("cookie") ?? "").split(/;\s*/);
  head.set("cookie", cookies.filter((cookie) => !cookie.startsWith(`${sessionToken.name}=`)).join("; "));
  return head;
}

/** The first step is too long ago, or too many codes were wrong since. */
const OVER: ReadonlySet<string> = new Set([
  "INVALID_TWO_FACTOR_COOKIE",
  "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE",
]);
