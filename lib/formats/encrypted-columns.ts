import type { Format } from "./format";

/** How applications that encrypt the secret under a key of their own give themselves away; bounded, so linear. */
const SIGNS: readonly { method: string; sign: RegExp }[] = [
  // ICrypto: ciphertext, IV and an HMAC-SHA-512, all in hex, then the version.
  {
    method: "Nextcloud",
    sign: /(?<![0-9a-f])[0-9a-f]{32,1024}\|[0-9a-f]{16,32}\|[0-9a-f]{128}(?:\|[23])?(?![0-9a-f])/,
  },
  // Active Record encryption, as a JSON value in a column of its own; quotes are doubled in CSV, escaped in JSON.
  {
    method: "Rails (devise-two-factor)",
    sign: /otp_secret[\s\S]{0,1000}?\{\\?"{1,2}p\\?"{1,2}:\\?"{1,2}[\w+/=-]{8,2000}\\?"{1,2},\\?"{1,2}h\\?"{1,2}:\{/,
  },
  { method: "Rails (attr_encrypted)", sign: /\bencrypted_otp_secret_iv\b/ },
];

/**
 * Dumps of applications that keep OTP secrets encrypted with a key that is not in the dump: Nextcloud, and Rails with
 * devise-two-factor (GitLab, Mastodon). Recognised and named, so that the admin dumps the decrypted secrets instead.
 */
export const encryptedColumns: Format = {
  id: "encrypted-columns",
  extensions: [".csv", ".json"],
  detect: ({ head }) => ({ confidence: methodIn(head) === null ? 0 : 0.93, plan: null }),
  async *read({ head }) {
    const method = methodIn(head);
    yield method === null ? { problem: "no_otp" } : { problem: "unlock_unsupported", values: { method } };
  },
};

function methodIn(head: string): string | null {
  return SIGNS.find(({ sign }) => sign.test(head.slice(0, 64 << 10)))?.method ?? null;
}
