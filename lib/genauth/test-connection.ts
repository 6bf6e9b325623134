import "server-only";
import { z } from "zod";
import type { Reference } from "@/lib/otp/outcome";
import { type Call, openCall } from "./client";
import type { Connection } from "./connection";
import { judge, type Verdict } from "./verdict";
import type { Wire } from "./wire";

const TIMEOUT_MS = 10_000;

/**
 * What a test of a connection has found. `skewSeconds`: how far this machine's clock is ahead of GenAuth's, to the
 * second; null when the answer does not tell.
 */
export type ConnectionState =
  /** The key works. `otpOn`: OTP is among the pool's MFA factors; null when the key may not see that. */
  | { state: "ok"; otpOn: true | null }
  /** The key works, but nobody in this pool is asked for an OTP yet. */
  | { state: "otp_off" }
  /** No connection: name, port, certificate or network. */
  | { state: "unreachable" }
  /** The host has only private addresses, and nobody has said that it may. Nothing was sent. */
  | { state: "private_address" }
  /** 401 or 1300: the key's id or secret is wrong, or the host speaks for another brand. */
  | ({ state: "credentials"; skewSeconds: number | null } & Reference)
  | ({ state: "clock"; skewSeconds: number | null } & Reference)
  | ({ state: "permission" } & Reference)
  | ({ state: "plan" } & Reference)
  /** The host sends elsewhere; nothing was sent there. */
  | ({ state: "redirected" } & Reference)
  /** Something answers, but not in GenAuth's words. */
  | ({ state: "not_genauth" } & Reference)
  | ({ state: "throttled"; retryAfterMs?: number | undefined } & Reference)
  | ({ state: "server_error" } & Reference)
  | { state: "timeout" };

const factorsSchema = z.object({ enabledFactors: z.array(z.string()) });

function skewOf(wire: Wire): number | null {
  if (wire.kind !== "answer" || wire.serverTime === undefined) return null;
  // The header has whole seconds, cut off: on the average it is half a second old.
  return Math.round((Date.now() - wire.serverTime - 500) / 1000);
}

function stateOf(verdict: Exclude<Verdict, { kind: "accepted" }>, wire: Wire): ConnectionState {
  const { statusCode, apiCode, requestId } = verdict;
  const reference: Reference = { statusCode, apiCode, requestId };
  const skewSeconds = skewOf(wire);
  switch (verdict.kind) {
    case "throttled":
      return { state: "throttled", retryAfterMs: verdict.retryAfterMs, ...reference };
    case "refused":
    case "too_large":
      // Neither call names a user or sends a list: nobody who knows them refuses them like that.
      return { state: "not_genauth", ...reference };
    case "doubtful":
      if (verdict.code === "timeout") return { state: "timeout" };
      if (verdict.code === "reset") return { state: "unreachable" };
      return { state: verdict.code === "bad_body" ? "not_genauth" : "server_error", ...reference };
    case "halted":
      switch (verdict.code) {
        case "credentials":
        case "pool_not_found":
          return { state: "credentials", skewSeconds, ...reference };
        case "clock":
          return { state: "clock", skewSeconds, ...reference };
        case "throttled":
        case "plan":
        case "permission":
        case "redirected":
          return { state: verdict.code, ...reference };
        case "unreachable":
          if (wire.kind === "answer") return { state: "not_genauth", ...reference };
          return { state: wire.kind === "unreachable" && wire.forbidden ? "private_address" : "unreachable" };
        default:
          return { state: "server_error", ...reference };
      }
  }
}

async function secondTry(call: Call): Promise<ConnectionState> {
  const wire = await call((client) => client.listUsers({ options: { pagination: { page: 1, limit: 1 } } }));
  const verdict = judge(wire);
  return verdict.kind === "accepted" ? { state: "ok", otpOn: null } : stateOf(verdict, wire);
}

/**
 * Tries a connection with calls that change nothing: the pool's MFA settings, and when the key may not see those
 * (or the host does not have them), one user of the list.
 * @param connection trimmed values
 * @param options `timeoutMs` for each call, 10,000 by default
 * @returns never rejects; holds neither the key nor GenAuth's message
 */
export async function testConnection(
  connection: Connection,
  options: { timeoutMs?: number } = {},
): Promise<ConnectionState> {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const wire = await call((client) => client.getGlobalMfaSettings());
  const verdict = judge(wire);
  if (verdict.kind === "accepted") {
    const factors = factorsSchema.safeParse(verdict.data);
    if (!factors.success) return { state: "ok", otpOn: null };
    return factors.data.enabledFactors.includes("OTP") ? { state: "ok", otpOn: true } : { state: "otp_off" };
  }
  const mayBeThisCall =
    verdict.kind === "refused" || (verdict.kind === "halted" && verdict.code === "permission");
  return mayBeThisCall ? secondTry(call) : stateOf(verdict, wire);
}
