import "server-only";
import { z } from "zod";
import type { Factors, PoolUserView, Trouble } from "@/lib/otp/pool-user-view";
import { askSoon } from "./ask-soon";
import { type Call, openCall } from "./client";
import type { Connection } from "./connection";
import { memberAnswer } from "./member-answer";
import { readPoolUsers } from "./pool-user";
import { troubleOf } from "./trouble";
import { USER_NOT_FOUND } from "./verdict";

const TIMEOUT_MS = 10_000;

/** Who a user is, and by which second factors they sign in. */
export type UserReading =
  | { state: "found"; user: PoolUserView; factors: Factors | { trouble: Trouble } }
  | { state: "nobody" }
  | { state: "failed"; trouble: Trouble };

// The type says "enabled" or "disabled", the vendor's sample `true`.
const status = z
  .union([z.boolean(), z.enum(["enabled", "disabled"])])
  .transform((value) => value === true || value === "enabled");
const other = status
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const mfaSchema = z.object({
  totpStatus: status,
  smsMfaStatus: other,
  emailMfaStatus: other,
  faceMfaStatus: other,
});

/** Whether the connection may have to do with this user: of one for a tenant only with its members. */
export async function mayTouch(
  call: Call,
  { tenantId }: Connection,
  userId: string,
  signal: AbortSignal,
): Promise<"yes" | "no" | { trouble: Trouble }> {
  if (!tenantId) return "yes";
  const { verdict } = await askSoon(
    call,
    (client) => client.getTenantUser({ tenantId, linkUserId: userId }),
    signal,
  );
  const { kind } = memberAnswer(verdict, userId);
  if (kind === "member") return "yes";
  if (kind === "outsider") return "no";
  return { trouble: verdict.kind === "accepted" ? { code: "no_answer" } : troubleOf(verdict) };
}

/** Whether a user may be told of to who works with this connection; not where nobody can tell. */
export async function mayTell(connection: Connection, userId: string): Promise<boolean> {
  const { signal } = new AbortController();
  return (await mayTouch(openCall(connection, TIMEOUT_MS), connection, userId, signal)) === "yes";
}

async function readFactors(
  call: Call,
  userId: string,
  signal: AbortSignal,
): Promise<Factors | { trouble: Trouble }> {
  const { verdict } = await askSoon(
    call,
    (client) => client.getUserMfaInfo({ userId, userIdType: "user_id" }),
    signal,
  );
  if (verdict.kind !== "accepted") return { trouble: troubleOf(verdict) };
  const { data } = mfaSchema.safeParse(verdict.data);
  if (!data) return { trouble: { code: "no_answer" } };
  const { totpStatus, smsMfaStatus, emailMfaStatus, faceMfaStatus } = data;
  return { otp: totpStatus, sms: smsMfaStatus, email: emailMfaStatus, face: faceMfaStatus };
}

/**
 * Reads one user: getUser and getUserMfaInfo of the SDK, and before them getTenantUser where the connection is for one
 * tenant, so that nothing is told of anybody else.
 * @param userId id of the pool
 * @returns never rejects; holds neither the key nor GenAuth's message
 */
export async function readUser(
  connection: Connection,
  userId: string,
  signal: AbortSignal,
  options: { timeoutMs?: number } = {},
): Promise<UserReading> {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const may = await mayTouch(call, connection, userId, signal);
  if (may === "no") return { state: "nobody" };
  if (may !== "yes") return { state: "failed", ...may };
  const [{ verdict }, factors] = await Promise.all([
    askSoon(call, (client) => client.getUser({ userId, userIdType: "user_id" }), signal),
    readFactors(call, userId, signal),
  ]);
  if (
    verdict.kind === "refused" &&
    (verdict.code === "user_not_found" || USER_NOT_FOUND.has(verdict.apiCode))
  )
    return { state: "nobody" };
  if (verdict.kind !== "accepted") return { state: "failed", trouble: troubleOf(verdict) };
  // Some services answer for nobody with nothing.
  if (verdict.data === null || verdict.data === undefined) return { state: "nobody" };
  const user = readPoolUsers([verdict.data])?.[0];
  // Only the very user counts, whoever else is told of.
  if (user?.userId !== userId) return { state: "failed", trouble: { code: "no_answer" } };
  const { phoneCountryCode: _code, ...view } = user;
  return { state: "found", user: view, factors };
}
