import { aeskw, cbc } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { base64 } from "@scure/base";

const HASHES = { sha1, sha224, sha256, sha384, sha512 } as const;
export type HashName = keyof typeof HASHES;

/** What XML Encryption (xmlenc-core1 section 5) calls a cipher we know, by the end of its URI, and its key's length. */
export type Cipher = { mode: "cbc" | "kw"; keyLength: 16 | 24 | 32 };

const CIPHERS: Readonly<Record<string, Cipher>> = {
  "aes128-cbc": { mode: "cbc", keyLength: 16 },
  "aes192-cbc": { mode: "cbc", keyLength: 24 },
  "aes256-cbc": { mode: "cbc", keyLength: 32 },
  "kw-aes128": { mode: "kw", keyLength: 16 },
  "kw-aes192": { mode: "kw", keyLength: 24 },
  "kw-aes256": { mode: "kw", keyLength: 32 },
};
/** What we do not open, by words in its URI; never the file's own words, which are nobody's message. */
const OTHERS: readonly [RegExp, string][] = [
  [/camellia/i, "Camellia"],
  [/tripledes|3des/i, "3DES"],
  [/rsa/i, "RSA"],
  [/gcm/i, "AES-GCM"],
];

/** The cipher of an algorithm URI, or the name of one that cannot be opened here. */
export function cipherOf(uri: string): Cipher | string {
  const name = uri.slice(Math.max(uri.lastIndexOf("#"), uri.lastIndexOf("/")) + 1).toLowerCase();
  const known = Object.hasOwn(CIPHERS, name) ? CIPHERS[name] : undefined;
  return known ?? OTHERS.find(([words]) => words.test(uri))?.[1] ?? "XML Encryption";
}

/** The hash of an HMAC's URI (`…#hmac-sha1`); null for one that is not known, `sha1` where none is named. */
export function hashOf(uri: string): HashName | null {
  if (uri === "") return "sha1";
  const name = /hmac[-_]?(?:with)?(sha-?\d{1,3})$/i.exec(uri)?.[1]?.replace("-", "").toLowerCase() ?? "";
  return Object.hasOwn(HASHES, name) ? (name as HashName) : null;
}

/** The hash function of that name. */
export function hashFunction(name: HashName): (typeof HASHES)[HashName] {
  return HASHES[name];
}

/** Base64 with white space in it; null if it is none. */
export function base64Bytes(text: string): Uint8Array | null {
  try {
    return base64.decode(text.replace(/\s+/g, ""));
  } catch {
    return null;
  }
}

export type Opened = {
  plain: Uint8Array /** Whether the padding alone says that the key was right. */;
  strict: boolean;
};

/**
 * Decrypts a value: for CBC `data` begins with the IV unless it is given. The last byte of the padding counts, the others
 * may be anything (xmlenc-core1 section 5.2); `strict` is true where they are as in PKCS #7 or ANSI X9.23. Null where the
 * key does not fit.
 */
export function decrypt(cipher: Cipher, key: Uint8Array, data: Uint8Array, iv?: Uint8Array): Opened | null {
  if (key.length !== cipher.keyLength) return null;
  try {
    if (cipher.mode === "kw") return { plain: aeskw(key).decrypt(data), strict: true };
    const start = iv ? 0 : 16;
    if (data.length < start + 16) return null;
    const padded = cbc(key, iv ?? data.subarray(0, 16), { disablePadding: true }).decrypt(
      data.subarray(start),
    );
    const length = padded.at(-1) ?? 0;
    if (length < 1 || length > 16) return null;
    const padding = padded.subarray(padded.length - length, padded.length - 1);
    const strict = padding.every((byte) => byte === length) || padding.every((byte) => byte === 0);
    return { plain: padded.slice(0, padded.length - length), strict };
  } catch {
    return null;
  }
}

/** Whether an HMAC (RFC 2104) over any of these is the one stated. */
export function macFits(
  hash: HashName,
  key: Uint8Array,
  mac: Uint8Array,
  over: readonly Uint8Array[],
): boolean {
  return over.some((data) => {
    const own = hmac(HASHES[hash], key, data);
    return own.length === mac.length && own.every((byte, at) => byte === mac[at]);
  });
}
