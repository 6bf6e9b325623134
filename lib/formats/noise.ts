import type { ProblemCode } from "./problem";

/** Shares of the bytes looked at. Random bytes have 10% control characters; text has none but a stray one. */
const CONTROL = 0.01;
const NUL = 0.02;

/**
 * Whether bytes are no text at all: `binary` when NULs abound (programs, databases, images), `noise` when other control
 * characters do, null for text. Tab, line ends, form feed, and the DOS end of file are text. Not for UTF-16.
 */
export function noiseIn(bytes: Uint8Array): Extract<ProblemCode, "binary" | "noise"> | null {
  let nul = 0;
  let control = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x20 && byte !== 0x7f) continue;
    if (byte === 0) nul++;
    else if (!(byte >= 9 && byte <= 13) && byte !== 0x1a) control++;
  }
  if (nul > bytes.length * NUL) return "binary";
  return nul + control > bytes.length * CONTROL ? "noise" : null;
}

/** An authenticator's backup of a few hundred accounts. */
const MAX_UNMARKED = 64 << 10;
const MIN_UNMARKED = 60;

/**
 * Whether bytes may be ciphertext with nothing in front to know it by, as small as an authenticator's backup: as even as
 * random bytes are.
 */
export function mayBeUnmarked(bytes: Uint8Array, size: number): boolean {
  if (size < MIN_UNMARKED || size > MAX_UNMARKED || bytes.length < size) return false;
  const high = bytes.filter((byte) => byte >= 0x80).length / size;
  return high > 0.3 && high < 0.7 && new Set(bytes).size >= Math.min(size, 256) / 2;
}
