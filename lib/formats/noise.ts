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
  for (const byte of bytes) {
    if (byte === 0) nul++;
    else if (byte < 0x20 ? !(byte >= 9 && byte <= 13) && byte !== 0x1a : byte === 0x7f) control++;
  }
  if (nul > bytes.length * NUL) return "binary";
  return nul + control > bytes.length * CONTROL ? "noise" : null;
}
