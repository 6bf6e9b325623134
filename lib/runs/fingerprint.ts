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

/**
 * HMAC-SHA256 under the server's key: the same row of the same pool has the same fingerprint in every file, and nobody
 * without the key can tell a secret by it. Each part is preceded by its length, so that none runs into the next.
 */
export function fingerprintOf(
  key: Buffer,
  { host, pool, userId, secret, recoveryCode = "" }: Imprint,
): Buffer {
  const hmac = createHmac("sha256", key);
  const bytes = secretBytes(secret);
  hmac.update(JSON.stringify([host, pool, userId, recoveryCode, bytes.length]));
  hmac.update(bytes);
  return hmac.digest();
}
