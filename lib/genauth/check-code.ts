import "server-only";
import { clockOffset } from "@/lib/otp/clock-offset";
import type { CodeCheck } from "@/lib/otp/code-check";
import { secretBytes } from "@/lib/otp/secret";
import { askSoon } from "./ask-soon";
import { type Call, openCall } from "./client";
import type { Connection } from "./connection";
import { enrolledAnswer } from "./enrolled-answer";
import { mayTouch } from "./read-user";
import { storedSecret } from "./stored-secret";
import { troubleOf } from "./trouble";
import { USER_NOT_FOUND } from "./verdict";

const TIMEOUT_MS = 10_000;
/** The Date of an answer has whole seconds, cut off. */
const HALF_A_SECOND_MS = 500;

/**
 * Compares a code with the secret that GenAuth holds for a user (getOtpSecretByUser), at the time of GenAuth's own clock,
 * which is the one that counts when the user signs in. The secret does not leave this function.
 * @param code six digits
 * @returns never rejects; holds neither the secret, the key nor GenAuth's message
 */
export async function checkCode(
  connection: Connection,
  { userId, code }: { userId: string; code: string },
  options: { timeoutMs?: number } = {},
): Promise<CodeCheck> {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const { signal } = new AbortController();
  const may = await mayTouch(call, connection, userId, signal);
  if (may === "no") return { state: "nobody" };
  if (may !== "yes") return { state: "failed", ...may };
  const { verdict, wire } = await askSoon(
    call,
    (client) => client.getOtpSecretByUser({ userId, userIdType: "user_id" }),
    signal,
  );
  if (verdict.kind === "refused") {
    if (USER_NOT_FOUND.has(verdict.apiCode)) return { state: "nobody" };
    // A 404 that does not blame the user says that the OTP is not there.
    if (verdict.code === "user_not_found") return noneShown(call, userId, signal);
  }
  if (verdict.kind !== "accepted") return { state: "failed", trouble: troubleOf(verdict) };
  const stored = storedSecret(verdict.data);
  if (!stored) return { state: "failed", trouble: { code: "no_answer" } };
  if (stored.kind === "absent") return noneShown(call, userId, signal);
  if (stored.secret === "") return { state: "unreadable" };
  const theirs = wire.kind === "answer" ? wire.serverTime : undefined;
  const now = theirs === undefined ? Date.now() : theirs + HALF_A_SECOND_MS;
  const steps = clockOffset(secretBytes(stored.secret), code, now);
  if (steps === null) return { state: "wrong" };
  return steps === 0 ? { state: "right" } : { state: "off", steps };
}

/** None is shown: that there is none is said only where GenAuth does not say that there is one (docs/decisions/0140). */
async function noneShown(call: Call, userId: string, signal: AbortSignal): Promise<CodeCheck> {
  const { verdict } = await askSoon(
    call,
    (client) => client.getUserMfaInfo({ userId, userIdType: "user_id" }),
    signal,
  );
  return enrolledAnswer(verdict).kind === "enrolled"
    ? { state: "failed", trouble: { code: "permission" } }
    : { state: "no_otp" };
}
