import { HASH_HIGH, HASH_LOW, mixHigh, mixLow, type TextKey } from "./text-key";

/** What lib/otp and `cleanCell` say of a cell, told from its bytes. `null` everywhere: only they can tell. */

const SPACE = 32;
const PLUS = 43;
const DASH = 45;
const EQUALS = 61;
const BRACKET = 91;
const LETTER_A = 97;
const LETTER_O = 111;
const LETTER_P = 112;
const LETTER_T = 116;
const BRACE = 123;
const LOWER = 32;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The value of a base32 character (either case) by its code; 255: is none. */
const VALUES = new Uint8Array(256).fill(255);
/** Bits of the last base32 character that belong to no byte, by length modulo 8; -1: no encoder makes this length. */
const SPARE_BITS = [0, -1, 2, -1, 4, 1, -1, 3] as const;
/** Of the first characters of NULL, None, nil, undefined and \N. */
const NOTHING_BEGINS = new Set([..."nNu\\"].map((letter) => letter.charCodeAt(0)));
const LONGEST_NOTHING = 9;
/** 1024 bits. */
const MOST_LETTERS = 204;
const USER_ID_LENGTH = 24;
const MAX_USER_ID = 128;
const CODE_LENGTH = 29;
const MAX_CODE = 256;

/** What a character may be part of, by its code: bits of the constants below. */
const PARTS = new Uint8Array(256);
const LOWER_HEX = 1;
const ANY_HEX = 2;
const WORD = 4;
const CODE = 8;

for (let code = 0; code < 256; code++) {
  const letter = String.fromCharCode(code);
  if (/[0-9a-f]/.test(letter)) PARTS[code] = (PARTS[code] as number) | LOWER_HEX;
  if (/[0-9a-fA-F]/.test(letter)) PARTS[code] = (PARTS[code] as number) | ANY_HEX;
  if (code > SPACE && code <= 126) PARTS[code] = (PARTS[code] as number) | WORD;
  // No separator of recovery codes (formats: white space, comma, semicolon, bar).
  if ((isWordCharacter(code) && letter !== "|") || code === DASH)
    PARTS[code] = (PARTS[code] as number) | CODE;
}

for (let value = 0; value < LETTERS.length; value++) {
  const code = LETTERS.charCodeAt(value);
  VALUES[code] = value;
  VALUES[LETTERS.toLowerCase().charCodeAt(value)] = value;
}

/** Whether `cleanCell` leaves the cell as it is, and does not find it empty. */
export function isClean(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from] as number;
  if (to - from <= LONGEST_NOTHING && NOTHING_BEGINS.has(first)) return false;
  return isWordCharacter(first) && isWordCharacter(bytes[to - 1] as number);
}

/** Whether a user's name is as it stands in the cell: clean, and no number that a spreadsheet has rounded. */
export function isCleanName(bytes: Uint8Array, from: number, to: number): boolean {
  if (!isClean(bytes, from, to)) return false;
  const first = bytes[from] as number;
  if (first < 48 || first > 57) return true;
  for (let at = from + 2; at < to - 1; at++) if (bytes[at] === PLUS) return false;
  return true;
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 63 && code <= 126);
}

const SHORTEST_SECRET = 16;
const HEX_SECRET = 40;

/** Whether `looksLikeSecret` may say so of the cell, however it is dressed up; false: it does not. */
export function mayLookLikeSecret(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < SHORTEST_SECRET) return false;
  while (from < to && !isWordCharacter(bytes[from] as number)) from++;
  while (from < to && !isWordCharacter(bytes[to - 1] as number) && bytes[to - 1] !== EQUALS) to--;
  if (to - from < SHORTEST_SECRET) return false;
  const [first, second] = [lowerCase(bytes[from] as number), lowerCase(bytes[from + 1] as number)];
  if ((first === LETTER_O && second === LETTER_T) || (first === LETTER_A && second === LETTER_P)) return true;
  let hex = to - from === HEX_SECRET;
  let base32 = true;
  for (let at = from; at < to && (hex || base32); at++) {
    const code = bytes[at] as number;
    const upper = code >= 65 && code <= 90;
    if (!upper && !(code >= 50 && code <= 55) && code !== SPACE && code !== DASH && code !== EQUALS)
      base32 = false;
    const letter = lowerCase(code);
    if (!(code >= 48 && code <= 57) && !(letter >= 97 && letter <= 102)) hex = false;
  }
  return hex || base32;
}

/**
 * A base32 secret that needs no more than upper case, and spaces and dashes taken out: the number of its letters, negative
 * if it needs that. The key of its canonical text goes into `key`.
 */
export function secretLetters(bytes: Uint8Array, from: number, to: number, key: TextKey): number | null {
  let high = HASH_HIGH;
  let low = HASH_LOW;
  let letters = 0;
  let last = 0;
  let mended = 0;
  for (let at = from; at < to; at++) {
    let code = bytes[at] as number;
    const value = VALUES[code] as number;
    if (value === 255) {
      if (code !== SPACE && code !== DASH) return null;
      mended = 1;
      continue;
    }
    if (code >= 97) {
      code -= LOWER;
      mended = 1;
    }
    high = mixHigh(high, code);
    low = mixLow(low, code);
    last = value;
    letters++;
  }
  const spare = SPARE_BITS[letters % 8] as number;
  if (letters === 0 || letters > MOST_LETTERS || spare < 0 || (last & ((1 << spare) - 1)) !== 0) return null;
  key.set(high, low);
  return mended ? -letters : letters;
}

/** Whether a user id is GenAuth's own ("genauth") or another word ("word"); its key goes into `key`. */
export function userIdKind(
  bytes: Uint8Array,
  from: number,
  to: number,
  key: TextKey,
): "genauth" | "word" | null {
  if (to - from > MAX_USER_ID) return null;
  let high = HASH_HIGH;
  let low = HASH_LOW;
  let parts = 255;
  for (let at = from; at < to; at++) {
    const code = bytes[at] as number;
    parts &= PARTS[code] as number;
    high = mixHigh(high, code);
    low = mixLow(low, code);
  }
  if ((parts & WORD) === 0) return null;
  const hex = to - from === USER_ID_LENGTH;
  // One of GenAuth's in upper case has the key of the lower case.
  if (hex && (parts & ANY_HEX) !== 0 && (parts & LOWER_HEX) === 0) return null;
  key.set(high, low);
  return hex && (parts & LOWER_HEX) !== 0 ? "genauth" : "word";
}

/** Whether a cell is ASCII; the key of `prefix` and the cell in lower case goes into `key`. */
export function nameKey(bytes: Uint8Array, from: number, to: number, prefix: string, key: TextKey): boolean {
  let high = HASH_HIGH;
  let low = HASH_LOW;
  for (let at = 0; at < prefix.length; at++) {
    high = mixHigh(high, prefix.charCodeAt(at));
    low = mixLow(low, prefix.charCodeAt(at));
  }
  for (let at = from; at < to; at++) {
    const code = lowerCase(bytes[at] as number);
    if (code > 126) return false;
    high = mixHigh(high, code);
    low = mixLow(low, code);
  }
  key.set(high, low);
  return true;
}

export function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + LOWER : code;
}

/** Whether a recovery code is one as GenAuth makes them ("genauth") or one of another shape ("other"). */
export function recoveryCodeKind(bytes: Uint8Array, from: number, to: number): "genauth" | "other" | null {
  const length = to - from;
  if (length === CODE_LENGTH && isGenAuthCode(bytes, from)) return "genauth";
  // What may be a digest: by its length in hexadecimal, or as PBKDF2 by its first letter.
  if (length > MAX_CODE || length === 64 || length === 128) return null;
  if (lowerCase(bytes[from] as number) === 112) return null;
  // What may be a list in brackets.
  if (bytes[from] === BRACKET || bytes[from] === BRACE) return null;
  for (let at = from; at < to; at++) if (((PARTS[bytes[at] as number] as number) & CODE) === 0) return null;
  return "other";
}

function isGenAuthCode(bytes: Uint8Array, from: number): boolean {
  let parts = LOWER_HEX;
  for (let group = from; group < from + CODE_LENGTH; group += 5) {
    for (let at = group; at < group + 4; at++) parts &= PARTS[bytes[at] as number] as number;
    if (group > from && bytes[group - 1] !== DASH) return false;
  }
  return parts === LOWER_HEX;
}

export function sameBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  otherFrom: number,
  otherTo: number,
): boolean {
  if (to - from !== otherTo - otherFrom) return false;
  for (let at = 0; at < to - from; at++) if (bytes[from + at] !== bytes[otherFrom + at]) return false;
  return true;
}
