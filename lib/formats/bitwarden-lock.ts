import { sha256 } from "@noble/hashes/sha2.js";
import type { Opened, Unlock } from "./app-export";
import { aesCbc, hmacSha256, hmacSha256Fits, passwordBytes } from "./ciphers";
import { base64Bytes } from "./encoded-bytes";
import { joinBytes } from "./join-bytes";
import { decryptedJson } from "./json-export";
import { textAt, valueAt } from "./json-value";
import { argon2Key, pbkdf2Key } from "./slow-keys";

const PBKDF2 = 0;
const ARGON2ID = 1;

/**
 * Opens Bitwarden's password-protected export (bitwarden/clients, bitwarden-password-protected-importer.ts): a key from
 * PBKDF2 or Argon2id, stretched by HKDF-Expand (RFC 5869) to one for AES-CBC and one for HMAC.
 */
export async function openBitwarden(document: unknown, options: Unlock): Promise<Opened> {
  const kdf = valueAt(document, "kdfType");
  const salt = passwordBytes(textAt(document, "salt"));
  const passes = valueAt(document, "kdfIterations");
  const memory = valueAt(document, "kdfMemory");
  const key =
    kdf === PBKDF2
      ? await pbkdf2Key(options, salt, passes)
      : kdf === ARGON2ID && typeof memory === "number"
        ? await argon2Key(options, sha256(salt), {
            kibibytes: memory * 1024,
            passes,
            lanes: valueAt(document, "kdfParallelism"),
          })
        : null;
  if (!key)
    return { problem: "unlock_unsupported", values: { method: kdf === ARGON2ID ? "Argon2id" : "PBKDF2" } };
  const keys = { encryption: await expanded(key, "enc"), mac: await expanded(key, "mac") };
  return decryptedJson(await decrypted(textAt(document, "data"), keys));
}

/** HKDF-Expand for one block. */
function expanded(key: Uint8Array, info: string): Promise<Uint8Array> {
  return hmacSha256(key, Uint8Array.from([...passwordBytes(info), 1]));
}

/** Bitwarden's "EncString" of type 2: `2.IV|data|MAC`, the MAC over IV and data. */
async function decrypted(
  text: string,
  keys: { encryption: Uint8Array; mac: Uint8Array },
): Promise<Uint8Array | null> {
  const [iv, data, mac] = text.startsWith("2.")
    ? text
        .slice(2)
        .split("|", 3)
        .map((part) => base64Bytes(part))
    : [];
  if (!iv || !data || !mac) return null;
  return (await hmacSha256Fits(keys.mac, joinBytes([iv, data]), mac))
    ? aesCbc(keys.encryption, iv, data)
    : null;
}
