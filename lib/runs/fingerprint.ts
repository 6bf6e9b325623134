import "server-only";

import { createHmac } from "node:crypto";
import { secretBytes } from "@/lib/otp/secret";

/** What a fingerprint is taken of: where a row goes, and all that GenAuth would be given. */
export type Imprint = {
  host: string;
  pool: string;
  userId: string;
  /** Canonical base32. */
  secret: string;
  recoveryCode?: string | undefined;
};

/** HMAC-SHA256 is that long; of the recovery code's half of it is enough (RFC 2104 section 5). */
const SECRET_BYTES = 32;
const CODE_BYTES = 16;

/**
 * HMAC-SHA256 under the server's key: the same row of the same pool has the same fingerprint in every file, and nobody
 * without the key can tell a secret by it. That of the secret comes first, by itself: GenAuth gives secrets back, and never
 * recovery codes. A row that has one has another 16 bytes.
 */
export function fingerprintOf(key: Buffer, { recoveryCode, ...imprint }: Imprint): Buffer {
  const ofSecret = markOf(key, imprint, "");
  if (!recoveryCode) return ofSecret;
  return Buffer.concat([ofSecret, markOf(key, imprint, recoveryCode).subarray(0, CODE_BYTES)]);
}

/** Whether a fingerprint was taken of this secret, whichever recovery code went with it. */
export function isOfSecret(
  key: Buffer,
  fingerprint: Buffer,
  imprint: Omit<Imprint, "recoveryCode">,
): boolean {
  return fingerprint.subarray(0, SECRET_BYTES).equals(markOf(key, imprint, ""));
}

/** Each part is preceded by its length, so that none runs into the next. */
function markOf(key: Buffer, { host, pool, userId, secret }: Imprint, recoveryCode: string): Buffer {
  const hmac = createHmac("sha256", key);
  const bytes = secretBytes(secret);
  hmac.update(JSON.stringify([host, pool, userId, recoveryCode, bytes.length]));
  hmac.update(bytes);
  return hmac.digest();
}
