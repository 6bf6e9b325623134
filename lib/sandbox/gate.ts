import { timingSafeEqual } from "node:crypto";
import { type Envelope, failure } from "./envelope";
import { type Params, sign, stringsToSign } from "./signer";

const SKEW_MS = 5 * 60_000;

export type Key = { accessKeyId: string; accessKeySecret: string };

export type Signed = {
  method: string;
  path: string;
  headers: Record<string, unknown>;
  params: Params;
};

const denied = (message: string, apiCode: number) => failure(401, message, apiCode);

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The check at the door: signature, date and nonce.
 * @param key the one key of this pool
 * @param now the sandbox's clock in milliseconds
 * @returns a function that answers null for a request which may pass, else the refusal (401 with 1300-1306)
 */
export function openGate(key: Key, now: () => number): (request: Signed) => Envelope | null {
  const nonces = new Map<string, number>();

  return ({ method, path, headers, params }) => {
    if (headers["x-authing-signature-method"] !== "HMAC-SHA1")
      return denied("Unknown signature method", 1301);
    if (headers["x-authing-signature-version"] !== "1.0") return denied("Unknown signature version", 1302);
    if (!headers.date) return denied("The date is missing", 1303);
    const sent = Date.parse(String(headers.date));
    if (Number.isNaN(sent)) return denied("The date is malformed", 1304);
    if (Math.abs(now() - sent) > SKEW_MS) return denied("The date is too far off", 1305);

    const authorization = /^authing ([^\s:]+):([A-Za-z0-9+/=]+)$/.exec(String(headers.authorization ?? ""));
    if (!authorization || authorization[1] !== key.accessKeyId) return denied("Unknown access key", 1300);
    const given = authorization[2] ?? "";
    const good = stringsToSign(method, path, headers, params).some((text) =>
      equal(sign(key.accessKeySecret, text), given),
    );
    if (!good) return denied("The signature does not match", 1300);

    // After the signature, so that nobody without the key can use up a nonce.
    const nonce = String(headers["x-authing-signature-nonce"] ?? "");
    for (const [old, until] of nonces) {
      if (until > now()) break;
      nonces.delete(old);
    }
    if (nonce === "" || nonces.has(nonce)) return denied("The nonce is missing or used", 1306);
    nonces.set(nonce, now() + 2 * SKEW_MS);
    return null;
  };
}
