import "server-only";

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** First byte of what is sealed here: how it is sealed, for the day when that changes. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEAD = 1 + NONCE_BYTES;

/** A key of its own for each purpose: HKDF-SHA-256 (RFC 5869), no salt, the label as info. */
function keyOf(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", label, KEY_BYTES));
}

/** What belongs to a sealed text without being secret. It cannot be opened beside anything else. */
export type Belonging = { label: string; to: readonly (string | null)[] };

const additional = ({ label, to }: Belonging) => Buffer.from(JSON.stringify([VERSION, label, ...to]));

/**
 * Seals a text: AES-256-GCM (NIST SP 800-38D) under a key from `secret`, with a random nonce of 96 bits.
 * @param belonging its `label` also makes the key
 * @returns version byte, nonce, ciphertext, tag
 */
export function seal(text: string, secret: string, belonging: Belonging): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret, belonging.label), nonce);
  cipher.setAAD(additional(belonging));
  return Buffer.concat([
    Uint8Array.of(VERSION),
    nonce,
    cipher.update(text, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens what `seal` made; null when it was sealed under another secret, belongs elsewhere, or was changed. */
export function unseal(sealed: Uint8Array, secret: string, belonging: Belonging): string | null {
  if (sealed.length < HEAD + TAG_BYTES || sealed[0] !== VERSION) return null;
  const bytes = Buffer.from(sealed);
  const key = keyOf(secret, belonging.label);
  const opening = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, HEAD), { authTagLength: TAG_BYTES });
  opening.setAAD(additional(belonging));
  opening.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = opening.update(bytes.subarray(HEAD, -TAG_BYTES));
    return Buffer.concat([text, opening.final()]).toString("utf8");
  } catch {
    return null;
  }
}
