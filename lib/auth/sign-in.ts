import "server-only";

import { APIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { headers } from "next/headers";
import { getLedger } from "@/lib/db/database";
import type { Database } from "@/lib/db/open-database";
import { people, sessions } from "@/lib/db/people-schema";
import type { SignInReply } from "@/lib/otp/sign-in-request";
import { countAttempt, dropOldAttempts, forgetAttempts, type Limit } from "./attempts";
import { getEngine } from "./engine";
import { keepCookies } from "./keep-cookies";
import { recordLimit, recordRefusal, recordSignIn } from "./record-sign-in";

/** Wrong sign-ins of one account, and from one address, before the next has to wait. */
const byAccount = (email: string): Limit => ({ what: "sign-in", of: email, most: 10, minutes: 15 });
const byAddress = (address: string): Limit => ({ what: "address", of: address, most: 30, minutes: 15 });

/** Where the request comes from: what the nearest proxy, or Next itself, has seen. */
async function addressOf(): Promise<string> {
  return (await headers()).get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
}

/** Counts an attempt; how long to wait when there were too many. */
async function held(db: Database, limits: readonly Limit[]): Promise<SignInReply | null> {
  for (const limit of limits) {
    const { allowed, first, until } = await countAttempt(db, limit);
    if (allowed) continue;
    if (first) await recordLimit(db, limit.what);
    return { state: "later", minutes: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000)) };
  }
  return null;
}

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
  const limits = [byAccount(email), byAddress(await addressOf())];
  const later = await held(db, limits);
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
  await dropOldAttempts(db);
  if ("twoFactorRedirect" in found) return { state: "code" };
  await recordSignIn(db, found.user.id, "password");
  return { state: "in" };
}

/** A code is good once (RFC 6238 section 5.2): whoever has looked over a shoulder comes too late. */
const byCode = (person: string, code: string): Limit => ({
  what: "code",
  of: `${person} ${code}`,
  most: 1,
  minutes: 2,
});

/** The second step of a sign-in: a code of the authenticator app, or one of the backup codes, which is then used up. */
export async function signInByCode(kind: "totp" | "backup", code: string): Promise<SignInReply> {
  const { db } = await getLedger();
  const later = await held(db, [byAddress(await addressOf())]);
  if (later) return later;
  const engine = await getEngine();
  const asked = { body: { code }, headers: await headers(), returnHeaders: true as const };
  const found = await keepCookies(
    kind === "totp" ? engine.api.verifyTOTP(asked) : engine.api.verifyBackupCode(asked),
  ).catch(refusal);
  if ("code" in found) {
    await recordRefusal(db, undefined, kind);
    if (found.code === "ACCOUNT_TEMPORARILY_LOCKED") return { state: "later", minutes: 15 };
    return { state: OVER.has(found.code) ? "again" : "wrong" };
  }
  const { id, name } = found.user;
  if (!(await countAttempt(db, byCode(id, code))).allowed) {
    await db.delete(sessions).where(eq(sessions.token, found.token ?? ""));
    await recordRefusal(db, { id, name: name ?? "" }, "used code");
    return { state: "again" };
  }
  await recordSignIn(db, id, kind);
  return { state: "in" };
}

/** The first step is too long ago, or too many codes were wrong since. */
const OVER: ReadonlySet<string> = new Set([
  "INVALID_TWO_FACTOR_COOKIE",
  "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE",
]);
