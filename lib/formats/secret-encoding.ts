import { isMask } from "@/lib/otp/mask";
import { withoutPadding } from "@/lib/otp/padding";
import type { SecretEncoding } from "@/lib/otp/record";
import { type Cell, cleanCell } from "./cell";
import { compact } from "./header-name";

const SEPARATORS = /[\s\-_:]+/g;
const BASE32 = /^[A-Z2-7]+=*$/i;
const HEX = /^(?:0x)?(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/]{2,}={0,2}$|^[A-Za-z0-9_-]{2,}={0,2}$/;
const NUMBER = /^\d+(?:[.,]\d+)?e[+-]\d+$/i;

/** An encoding that this share of the values fits is the column's, whatever is wrong with the others. */
const MOST = 0.9;

/**
 * The one encoding of a column of secrets (formats.md section 1: never guessed row by row), from its sampled values and,
 * where base32 (RFC 4648 section 6) and hex (section 8) both fit, from its header; `ambiguous` if that says nothing.
 * base64 (section 4) is taken only where next to nothing fits base32: every damaged base32 secret fits base64, too.
 */
export function encodingOf(
  cells: readonly (Cell | undefined)[],
  name: string,
): { encoding: SecretEncoding; ambiguous: boolean } {
  let filled = 0;
  let base32 = 0;
  let hex = 0;
  let base64 = 0;
  /** Values in letters of both cases: all, those that fit base32, and those that fit base64 alone. */
  let mixedCase = 0;
  let mixed32 = 0;
  let mixed64 = 0;
  for (const cell of cells) {
    const text = typeof cell === "string" ? cleanCell(cell) : "";
    if (text === "" || NUMBER.test(text) || isMask(text)) continue;
    filled++;
    const bare = text.replace(SEPARATORS, "");
    const fits32 = BASE32.test(bare);
    const fits64 = BASE64.test(text) && withoutPadding(text).length % 4 !== 1;
    if (fits32) base32++;
    if (HEX.test(bare)) hex++;
    if (fits64) base64++;
    if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) continue;
    mixedCase++;
    if (fits32) mixed32++;
    else if (fits64) mixed64++;
  }
  const sure = (encoding: SecretEncoding) => ({ encoding, ambiguous: false });
  if (filled === 0) return sure(/hex/.test(compact(name)) ? "hex" : "base32");
  // KeePass has one field for the characters themselves and others for each encoding.
  if (/timeotpsecret$/.test(compact(name))) return sure("utf8");
  if (/base64|b64/.test(compact(name)) && base64 === filled) return sure("base64");
  if (hex === filled && base32 < filled) return sure("hex");
  // Nobody writes base32 in both cases; base64 that by chance has no other digits looks like it.
  if (base32 === filled && hex < filled)
    return { encoding: "base32", ambiguous: mixedCase === filled && base64 === filled };
  if (hex >= filled * MOST) {
    return base32 < filled / 2 ? sure("hex") : byName(name, base32 < hex ? "hex" : "base32");
  }
  // Of base64 of sixteen bytes every ninth value has by chance no other digits than base32 has: beside others that have,
  // it is base64, too.
  if (base64 >= filled * MOST && mixedCase >= filled * MOST && mixed64 > 0) return sure("base64");
  if (base32 < filled / 4 && base64 >= filled * MOST && mixedCase >= filled / 2)
    return { encoding: "base64", ambiguous: base32 > mixed32 };
  return { encoding: "base32", ambiguous: mixed32 > 0 && mixed64 > 0 };
}

function byName(name: string, otherwise: SecretEncoding): { encoding: SecretEncoding; ambiguous: boolean } {
  const word = compact(name);
  if (/base32|b32/.test(word)) return { encoding: "base32", ambiguous: false };
  if (/hex|seed/.test(word)) return { encoding: "hex", ambiguous: false };
  return { encoding: otherwise, ambiguous: true };
}
