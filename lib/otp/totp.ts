import { HOTP, Secret } from "otpauth";

export type CodeParameters = {
  /** SHA1, SHA256, SHA512 … as RFC 6238 section 1.2 allows; GenAuth computes SHA1 only. */
  algorithm: string;
  digits: number;
};

const GENAUTH: CodeParameters = { algorithm: "SHA1", digits: 6 };

/** The HOTP value of RFC 4226 section 5.3 for these key bytes and moving factor, with leading zeros. */
export function hotpCode(key: Uint8Array, counter: number, parameters: CodeParameters = GENAUTH): string {
  // otpauth wants the whole ArrayBuffer to be the key.
  const secret = new Secret({ buffer: Uint8Array.from(key).buffer });
  return HOTP.generate({ secret, counter, algorithm: parameters.algorithm, digits: parameters.digits });
}

/**
 * The TOTP value of RFC 6238 section 4 at a moment, with T0 = 0. `unixMs`: milliseconds since the epoch;
 * `period`: seconds.
 */
export function totpCode(
  key: Uint8Array,
  unixMs: number,
  period = 30,
  parameters: CodeParameters = GENAUTH,
): string {
  return hotpCode(key, Math.floor(unixMs / 1000 / period), parameters);
}
