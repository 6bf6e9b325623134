import { base64nopad, base64urlnopad } from "@scure/base";
import { withoutPadding } from "@/lib/otp/padding";
import { aesGcm, copied } from "./ciphers";
import { isObject, type JsonObject } from "./json-value";
import { jsonIn, pick } from "./vendor-values";

/** Whether a factor's secret is encrypted: `{"key_id", "alg": "aes-gcm-hkdf", "data", "nonce"}`. */
export function encryptedSecret(secret: unknown): JsonObject | null {
  const envelope = jsonIn(secret);
  return isObject(envelope) && pick(envelope, "alg") === "aes-gcm-hkdf" ? envelope : null;
}

/** The 32 bytes of GOTRUE_SECURITY_DB_ENCRYPTION_ENCRYPTION_KEY, base64 in any spelling; null if it is none. */
export function supabaseKey(text: string): Uint8Array | null {
  const bytes = anyBase64(text);
  return bytes?.length === 32 ? bytes : null;
}

/**
 * The secret in Supabase Auth's envelope (supabase/auth, internal/crypto/crypto.go): AES-256-GCM under
 * HKDF-SHA-256 (RFC 5869; no salt, info: the factor's id) of the key. null if none of the keys fits.
 */
export async function openSupabaseSecret(
  envelope: JsonObject,
  factorId: string,
  keys: readonly Uint8Array[],
): Promise<string | null> {
  const data = anyBase64(pick(envelope, "data"));
  const nonce = anyBase64(pick(envelope, "nonce"));
  if (!data || nonce?.length !== 12) return null;
  for (const key of keys) {
    const plain = await aesGcm(await derivedKey(key, factorId), nonce, data);
    if (plain) return new TextDecoder().decode(plain);
  }
  return null;
}

async function derivedKey(key: Uint8Array, factorId: string): Promise<Uint8Array> {
  const hkdf = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(factorId),
  };
  const root = await crypto.subtle.importKey("raw", copied(key), "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, root, 256));
}

function anyBase64(text: string): Uint8Array | null {
  const bare = withoutPadding(text.trim());
  if (bare === "") return null;
  try {
    return /[-_]/.test(bare) ? base64urlnopad.decode(bare) : base64nopad.decode(bare);
  } catch {
    return null;
  }
}
