import { base64, hex } from "@scure/base";

/** The bytes of a hex text (RFC 4648 section 8) of exactly `length` bytes, if said; null if it is none. */
export function hexBytes(text: unknown, length?: number): Uint8Array | null {
  return sized(text, (value) => hex.decode(value.toLowerCase()), length);
}

/** The bytes of a base64 text (RFC 4648 section 4, padded) of exactly `length` bytes, if said; null if it is none. */
export function base64Bytes(text: unknown, length?: number): Uint8Array | null {
  return sized(text, (value) => base64.decode(value), length);
}

function sized(text: unknown, decode: (text: string) => Uint8Array, length?: number): Uint8Array | null {
  if (typeof text !== "string" || text === "") return null;
  try {
    const bytes = decode(text.trim());
    return length === undefined || bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}
