import "server-only";
import type { ImportPort, ReadAnswer, SendAnswer, SendRow } from "@/lib/import/port";
import { openCall } from "./client";
import { enrolledAnswer } from "./enrolled-answer";
import { memberAnswer } from "./member-answer";
import { storedSecret } from "./stored-secret";
import { judge, USER_NOT_FOUND, type Verdict } from "./verdict";

/** Where rows go. The values come trimmed: the SDK trims nothing, and a blank breaks the signature. */
export type Connection = {
  /** With its scheme, e.g. `https://api.genauth.ai`. */
  host: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** The tenant whose members alone may be sent to. */
  tenantId?: string | undefined;
  /** Only addresses of the public internet are connected to; else what the operator has named may be anywhere. */
  publicOnly?: boolean | undefined;
};

const TIMEOUT_MS = 15_000;

/** A server could repeat in its request id what it was sent. */
function withoutSecrets(answer: SendAnswer, rows: readonly SendRow[]): SendAnswer {
  const texts = [answer.requestId, answer.apiCode].filter((text) => typeof text === "string");
  const repeats = rows.some(({ secret, recoveryCode }) =>
    texts.some((text) => text.includes(secret) || (recoveryCode && text.includes(recoveryCode))),
  );
  if (!repeats) return answer;
  const { requestId: _requestId, apiCode: _apiCode, ...rest } = answer;
  return rest;
}

function sendAnswer(verdict: Verdict): SendAnswer {
  if (verdict.kind !== "accepted") return verdict;
  const { data: _data, ...accepted } = verdict;
  return accepted;
}

function readAnswer(verdict: Verdict): ReadAnswer {
  switch (verdict.kind) {
    case "accepted": {
      const { data, kind: _kind, ...reference } = verdict;
      return storedSecret(data) ?? { kind: "doubtful", code: "bad_body", ...reference };
    }
    case "refused": {
      const { code, kind: _kind, ...reference } = verdict;
      if (USER_NOT_FOUND.has(reference.apiCode)) return { kind: "user_not_found", ...reference };
      // No source says how a user without an OTP is answered. A 404 that does not blame the user says that the OTP is
      // not there; should it mean the user after all, the row is sent once more and refused for that reason.
      if (code === "user_not_found") return { kind: "absent" };
      return { kind: "refused", code, ...reference };
    }
    case "too_large":
      return { ...verdict, kind: "refused", code: "too_large" };
    default:
      return verdict;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}

/**
 * The way of a run's rows into one pool: importOtp and getOtpSecretByUser of the SDK (genauth-api.md sections 1-3).
 * Nothing is asked before the first call. No answer holds what was sent, the key, or GenAuth's message.
 * @param connection where to; trimmed values
 * @param options `timeoutMs` for each call, 15,000 by default
 */
export function openPort(connection: Connection, options: { timeoutMs?: number } = {}): ImportPort {
  const call = openCall(connection, options.timeoutMs ?? TIMEOUT_MS);
  const { tenantId } = connection;
  return {
    async send(rows) {
      const list = rows.map(({ userId, secret, recoveryCode }) => ({
        userId,
        otp: recoveryCode ? { secret, recoveryCode } : { secret },
      }));
      const verdict = judge(await call((client) => client.importOtp({ list })));
      return withoutSecrets(sendAnswer(verdict), rows);
    },
    async read(userId) {
      const wire = await call((client) => client.getOtpSecretByUser({ userId, userIdType: "user_id" }));
      return readAnswer(judge(wire));
    },
    async enrolled(userId) {
      const wire = await call((client) => client.getUserMfaInfo({ userId, userIdType: "user_id" }));
      return enrolledAnswer(judge(wire));
    },
    ...(tenantId && {
      async member(userId: string) {
        const wire = await call((client) => client.getTenantUser({ tenantId, linkUserId: userId }));
        return memberAnswer(judge(wire), userId);
      },
    }),
    sleep,
  };
}
