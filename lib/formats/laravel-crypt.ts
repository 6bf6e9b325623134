import { base64, hex, utf8 } from "@scure/base";
import { aesCbc, aesGcm, hmacSha256Fits } from "./ciphers";
import { parsed } from "./json-head";
import { isObject } from "./json-value";
import { pick } from "./vendor-values";

type Envelope = { iv: string; value: string; mac: string; tag: string };

/** The parts of what Laravel's `encrypt()` returns: base64 of JSON; null if a text is something else. */
export function laravelEnvelope(text: string): Envelope | null {
  if (!text.startsWith("eyJ")) return null;
  const bytes = bytesOf(text);
  const parts = bytes && parsed(new TextDecoder().decode(bytes));
  if (!isObject(parts) || pick(parts, "iv") === "" || pick(parts, "value") === "") return null;
  return {
    iv: pick(parts, "iv"),
    value: pick(parts, "value"),
    mac: pick(parts, "mac"),
    tag: pick(parts, "tag"),
  };
}

/** The key bytes of APP_KEY: `base64:…`, or the characters themselves; null unless it is as long as an AES key. */
export function laravelKey(appKey: string): Uint8Array | null {
  const text = appKey
    .trim()
    .replace(/^APP_KEY=/, "")
    .replace(/^"(.*)"$/, "$1");
  const bytes = text.startsWith("base64:") ? bytesOf(text.slice(7)) : utf8.decode(text);
  return bytes && (bytes.length === 32 || bytes.length === 16) ? bytes : null;
}

/**
 * What Laravel has encrypted (Illuminate\Encryption\Encrypter): AES-CBC with HMAC-SHA-256 over IV and value as they are
 * written, or AES-GCM with its tag; then PHP-serialised. null if none of the keys fits.
 */
export async function openLaravel(envelope: Envelope, keys: readonly Uint8Array[]): Promise<string | null> {
  for (const key of keys) {
    const plain = await opened(envelope, key);
    if (plain !== null) return plain;
  }
  return null;
}

async function opened(envelope: Envelope, key: Uint8Array): Promise<string | null> {
  const [iv, value] = [bytesOf(envelope.iv), bytesOf(envelope.value)];
  if (!iv || !value) return null;
  const tag = envelope.tag === "" ? null : bytesOf(envelope.tag);
  if (!tag && !(await macFits(envelope, key))) return null;
  const plain = await (tag ? aesGcm(key, iv, joined(value, tag)) : aesCbc(key, iv, value));
  return plain && phpString(new TextDecoder().decode(plain));
}

async function macFits({ iv, value, mac }: Envelope, key: Uint8Array): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(mac)) return false;
  return hmacSha256Fits(key, utf8.decode(iv + value), hex.decode(mac.toLowerCase()));
}

/** The string in PHP's `s:16:"…";`; a text that is not serialised is what it is. */
function phpString(text: string): string {
  return /^s:\d+:"([\s\S]*)";$/.exec(text)?.[1] ?? text;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function bytesOf(text: string): Uint8Array | null {
  try {
    return base64.decode(text.trim());
  } catch {
    return null;
  }
}
