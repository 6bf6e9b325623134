import type { IssueCode } from "./issue";
import { withoutPadding } from "./padding";
import type { SourceRecord } from "./record";

/** Stands where a secret stood that must not be seen. */
export const MASK = "••••••••";

/** Shorter is no secret that anybody would import. */
const SHORTEST = 16;
const URI = /^(?:apple-)?otpauth(?:-migration)?:\/\//i;
const HEX = /^[0-9a-f]{40}$/i;
const BASE32 = /^[A-Z2-7]{16,208}={0,6}$/;
const GROUPED = /^[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,51}$/;
/** The ids of AWS are base32 too (IAM User Guide, "Understanding unique ID prefixes"). */
const AWS_ID = /^A(?:AC|BI|CC|GP|ID|IP|KI|NP|NV|RO|SC|SI|PK|3T)[A-Z2-7]{17}$/;

/**
 * Whether a text where a name is expected looks like an OTP secret: an otpauth:// URI, a key of SHA-1's length in hex, or
 * canonical base32 of 80 bits and more that is as random as a key. Ids of GenAuth, UUIDs, ULIDs, e-mail addresses,
 * phones, logins and names do not (docs/decisions/0017).
 */
export function looksLikeSecret(text: string): boolean {
  if (text.length < SHORTEST) return false;
  if (URI.test(text) || HEX.test(text)) return true;
  if (BASE32.test(text)) return !AWS_ID.test(text) && isRandom(withoutPadding(text));
  return GROUPED.test(text) && isRandom(text.replace(/[ -]/g, ""));
}

/** A recovery code of GenAuth. */
const RECOVERY = /[0-9a-f]{4}(?:-[0-9a-f]{4}){5}/i;
/** Google and Microsoft show secrets in groups, and in lower case. */
const GROUPS = /\b[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,51}\b/gi;

/** Whether somewhere in what a human has written there is something that looks like an OTP secret or a recovery code. */
export function holdsSecret(text: string): boolean {
  const groups = text.match(GROUPS) ?? [];
  return (
    RECOVERY.test(text) ||
    text.split(/\s+/).some(looksLikeSecret) ||
    groups.some((group) => isRandom(group.replace(/[ -]/g, "").toUpperCase()))
  );
}

/**
 * Names have few digits and those at an end, and more vowels; serial numbers have few letters. One random key in eight of
 * 16 characters, and one in thirty of 32, passes for a name all the same.
 */
function isRandom(text: string): boolean {
  const letters = text.replace(/[2-7]/g, "").length;
  const vowels = text.replace(/[^AEIOU]/g, "").length;
  if (letters < text.length / 2 || new Set(text).size < 8) return false;
  if (!/[A-Z][2-7]+[A-Z]/.test(text)) return false;
  return vowels * 3 <= letters;
}

/** A parameter is a word or a number: any other long one may be a secret in hex, base64 or lower case. */
function isNoWord(text: string): boolean {
  if (text.length < SHORTEST || /sha[-_]?\d|md5|[th]otp|ocra/i.test(text)) return false;
  return /^[\w+/ -]{16,}={0,6}$/.test(text) && /\d/.test(text);
}

const NAMES = ["userId", "email", "phone", "username", "externalId", "label", "issuer", "device"] as const;
const WORDS = ["type", "algorithm", "digits", "period"] as const;

/**
 * The record without what looks like a secret where names and parameters belong, for a row whose cells have been shifted:
 * those values are shown, searched, reported and sent to find users. Such a record is `secret_misplaced`; any other
 * one is returned as it is.
 */
export function withoutMisplacedSecret(record: SourceRecord): SourceRecord {
  const names = NAMES.filter((name) => looksLikeSecret(record[name]));
  const words = WORDS.filter((word) => looksLikeSecret(record[word]) || isNoWord(record[word]));
  if (names.length === 0 && words.length === 0) return record;
  const clean: SourceRecord = { ...record, found: [...record.found, MISPLACED] };
  for (const name of names) clean[name] = "";
  for (const word of words) clean[word] = MASK;
  // It tells a human that something stood there, and nobody is looked up by a label.
  if (names.length > 0) clean.label = MASK;
  return clean;
}

const MISPLACED: IssueCode = "secret_misplaced";
