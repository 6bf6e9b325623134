import { base32nopad, base64, base64nopad, base64urlnopad, hex, utf8 } from "@scure/base";
import type { IssueCode } from "./issue";
import { isMask } from "./mask";
import { withoutPadding } from "./padding";
import type { SecretEncoding } from "./record";

/** RFC 4226 section 4, R6: at least 128 bits; GenAuth's own secrets have 80, so fewer than 80 is refused. */
export const SHORT_BITS = 80;
export const WEAK_BITS = 128;
/** Longer than any HMAC block (1024 bits for SHA-512): such a key is a file pasted into a cell. */
const MAX_BITS = 1024;

export type SecretReading =
  | {
      ok: true;
      /** Unpadded upper-case base32 of the key bytes (RFC 4648 section 6): what GenAuth is sent. */
      canonical: string;
      /** Key length in bits. */
      bits: number;
      /** `secret_normalised`, `secret_bits_dropped`: what reading it took. */
      notes: readonly IssueCode[];
    }
  | { ok: false; code: IssueCode };

const CANONICAL = /^[A-Z2-7]+$/;
const LOOKALIKE = /^[A-Z2-7018]+$/;
/** Upper-casing may be applied to no other letter: it turns ß into SS and ı into I. */
const ASCII = /^[!-~]*$/;
/** Characters people and programs put between groups: white space, zero-width marks, dashes, underscores. */
const SEPARATORS = /[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212_]+/g;
/** A spreadsheet's `8.6552E+11`. The sign is part of it: hex may well read `6e00`. */
const SCIENTIFIC = /^\s*[+-]?\d+(?:[.,]\d+)?e[+-]\d+\s*$/i;
const B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const NO_NOTES: readonly IssueCode[] = [];
const NORMALISED: readonly IssueCode[] = ["secret_normalised"];
const DROPPED: readonly IssueCode[] = ["secret_bits_dropped"];

/** Bits of the last base32 character that belong to no byte, by length modulo 8; -1: no encoder makes this length. */
const SPARE_BITS = [0, -1, 2, -1, 4, 1, -1, 3] as const;

/**
 * Reads a secret as its source wrote it, in the encoding the source (or the admin) names.
 *
 * base32 (RFC 4648 section 6) is normalised openly: NFKC, separators and trailing `=` dropped, upper-cased, then
 * decoded strictly, except that left-over bits are dropped as authenticator apps do (`secret_bits_dropped`).
 * `0`, `1` and `8` are never turned into letters: `secret_lookalike`. hex (section 8) may have separators and `0x`;
 * base64 (sections 4 and 5) may be unpadded or URL-safe; utf8 takes the characters as they are.
 *
 * Fails with `secret_missing`, `secret_number`, `secret_lookalike`, `secret_not_base32`, `secret_not_hex`,
 * `secret_not_base64`, `secret_too_long` or `record_incomplete`; never throws.
 */
export function readSecret(text: string, encoding: SecretEncoding): SecretReading {
  if (encoding === "base32" && isCanonical(text))
    return reading(text, Math.floor((text.length * 5) / 8) * 8, NO_NOTES);
  if (text.trim() === "" || isMask(text)) return { ok: false, code: "secret_missing" };
  const read = readEncoded(text, encoding);
  return !read.ok && SCIENTIFIC.test(text) ? { ok: false, code: "secret_number" } : read;
}

function readEncoded(text: string, encoding: SecretEncoding): SecretReading {
  switch (encoding) {
    case "base32":
      return fromBase32(text);
    case "hex":
      return fromHex(text);
    case "base64":
      return fromBase64(text);
    case "utf8":
      return fromCharacters(text);
  }
}

/** Whether the text already is what readSecret would return for it; the fast path of a million rows. */
function isCanonical(text: string): boolean {
  const spare = SPARE_BITS[text.length % 8] ?? -1;
  if (spare < 0 || !CANONICAL.test(text)) return false;
  return spare === 0 || (B32.indexOf(text.charAt(text.length - 1)) & ((1 << spare) - 1)) === 0;
}

function fromBase32(text: string): SecretReading {
  const written = withoutPadding(text.normalize("NFKC").replace(SEPARATORS, ""));
  if (written === "") return { ok: false, code: "secret_missing" };
  if (!ASCII.test(written)) return { ok: false, code: "secret_not_base32" };
  const bare = written.toUpperCase();
  if (!CANONICAL.test(bare)) {
    return { ok: false, code: LOOKALIKE.test(bare) ? "secret_lookalike" : "secret_not_base32" };
  }
  const bytes = Math.floor((bare.length * 5) / 8);
  if (bytes === 0) return { ok: false, code: "secret_not_base32" };
  const canonical = withoutSpareBits(bare, bytes);
  if (canonical !== bare) return reading(canonical, bytes * 8, DROPPED);
  return reading(canonical, bytes * 8, bare === text ? NO_NOTES : NORMALISED);
}

/** The shortest base32 text of the first `bytes` bytes of `bare`, with its unused bits zero. */
function withoutSpareBits(bare: string, bytes: number): string {
  const length = Math.ceil((bytes * 8) / 5);
  const spare = length * 5 - bytes * 8;
  const last = B32.indexOf(bare.charAt(length - 1)) & ~((1 << spare) - 1);
  return bare.slice(0, length - 1) + B32.charAt(last);
}

function fromHex(text: string): SecretReading {
  const bare = text
    .normalize("NFKC")
    .replace(SEPARATORS, "")
    .replace(/:/g, "")
    .replace(/^0x/i, "")
    .toLowerCase();
  if (bare === "") return { ok: false, code: "secret_missing" };
  if (bare.length % 2 !== 0 || !/^[0-9a-f]+$/.test(bare)) return { ok: false, code: "secret_not_hex" };
  return fromBytes(hex.decode(bare), NO_NOTES);
}

function fromBase64(text: string): SecretReading {
  const bare = withoutPadding(text.replace(/\s+/g, ""));
  try {
    const bytes = /[-_]/.test(bare) ? base64urlnopad.decode(bare) : base64nopad.decode(bare);
    return fromBytes(bytes, NO_NOTES);
  } catch {
    return { ok: false, code: "secret_not_base64" };
  }
}

function fromCharacters(text: string): SecretReading {
  try {
    return fromBytes(utf8.decode(text), NO_NOTES);
  } catch {
    // Half a character (a lone surrogate, as JSON can hold it) has no bytes.
    return { ok: false, code: "record_incomplete" };
  }
}

function fromBytes(bytes: Uint8Array, notes: readonly IssueCode[]): SecretReading {
  if (bytes.length === 0) return { ok: false, code: "secret_missing" };
  return reading(base32nopad.encode(bytes), bytes.length * 8, notes);
}

function reading(canonical: string, bits: number, notes: readonly IssueCode[]): SecretReading {
  return bits > MAX_BITS ? { ok: false, code: "secret_too_long" } : { ok: true, canonical, bits, notes };
}

/** What each character of base32 stands for, by its code. */
const B32_VALUES = Uint8Array.from({ length: 128 }, (_, code) => B32.indexOf(String.fromCharCode(code)));

/**
 * The key bytes of a canonical secret (RFC 4648 section 6). Throws on anything that readSecret did not return. By hand: the
 * server takes a fingerprint of every row of a run, and a general decoder is most of that.
 */
export function secretBytes(canonical: string): Uint8Array {
  if (!isCanonical(canonical)) throw new TypeError("This is no canonical secret.");
  const bytes = new Uint8Array(Math.floor((canonical.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let place = 0; place < canonical.length; place++) {
    held = ((held << 5) | (B32_VALUES[canonical.charCodeAt(place)] ?? 0)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >>> bits;
  }
  return bytes;
}

/** A canonical secret in another encoding, as readSecret reads it back; as text only where its bytes are UTF-8. */
export function writeSecret(canonical: string, encoding: SecretEncoding): string {
  const bytes = secretBytes(canonical);
  switch (encoding) {
    case "base32":
      return canonical;
    case "hex":
      return hex.encode(bytes);
    case "base64":
      return base64.encode(bytes);
    case "utf8":
      return utf8.encode(bytes);
  }
}
