import { base32nopad, base64nopad } from "@scure/base";
import { withoutPadding } from "@/lib/otp/padding";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord, withoutIssuer } from "./account";
import { type ProtobufField, protobufFields } from "./protobuf";

const MIGRATION = /^otpauth-migration:\/\/offline\/?\?(?:[^#]*&)?data=([^&#]*)/i;
const MAX_PARTS = 1_000;

/** MigrationPayload's and OtpParameters' enums; 0 is "unspecified", which the app takes for the default. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  "0": "",
  "1": "SHA1",
  "2": "SHA256",
  "3": "SHA512",
  "4": "MD5",
};
const DIGITS: Readonly<Record<string, string>> = { "0": "", "1": "6", "2": "8" };
const TYPES: Readonly<Record<string, string>> = { "0": "", "1": "hotp", "2": "totp" };

export type Migration = {
  records: SourceRecord[];
  /** Which of the QR codes of one export this is; null if it is the only one. */
  part: { id: string; index: number; of: number } | null;
};

/** Whether a text claims to be an export of Google Authenticator's. */
export function looksLikeMigration(text: string): boolean {
  return /^otpauth-migration:\/\//i.test(text);
}

/**
 * Reads what one QR code of Google Authenticator's "Transfer accounts" holds: `otpauth-migration://offline?data=…`, base64
 * of a protobuf MigrationPayload (as documented by beemdevelopment/Aegis, GoogleAuthUriParser). It states no period. null
 * if it is not whole. Never throws.
 */
export function readMigration(text: string, line: number): Migration | null {
  const payload = protobufFields(dataOf(MIGRATION.exec(text.trim())?.[1] ?? "") ?? new Uint8Array([0]));
  if (!payload) return null;
  const records: SourceRecord[] = [];
  for (const { number, value } of payload) {
    if (number !== 1) continue;
    const fields = typeof value === "bigint" ? null : protobufFields(value);
    if (!fields) return null;
    records.push(readParameters(fields, line));
  }
  const of = numberIn(payload, 3);
  const index = numberIn(payload, 4);
  const known = of > 1 && of <= MAX_PARTS && index < of;
  return { records, part: known ? { id: textIn(payload, 5), index, of } : null };
}

/** Base64 in a query: percent-encoded or with raw `+`, which some tools have made spaces of; also URL-safe. */
function dataOf(parameter: string): Uint8Array | null {
  try {
    const text = withoutPadding(decodeURIComponent(parameter).replace(/[ -]/g, "+").replaceAll("_", "/"));
    return text === "" ? null : base64nopad.decode(text);
  } catch {
    return null;
  }
}

function readParameters(fields: readonly ProtobufField[], line: number): SourceRecord {
  const secret = fields.findLast(({ number }) => number === 1)?.value;
  const name = textIn(fields, 2);
  // The app shows `Issuer:account` as it came from the Key URI.
  const issuer = textIn(fields, 3) || (/^([^:]*):/.exec(name)?.[1]?.trim() ?? "");
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: secret instanceof Uint8Array ? base32nopad.encode(secret) : "",
    type: worded(TYPES, textIn(fields, 6)),
    algorithm: worded(ALGORITHMS, textIn(fields, 4)),
    digits: worded(DIGITS, textIn(fields, 5)),
  };
  return nameRecord(record, withoutIssuer(name, issuer), issuer);
}

/** A value that the enum does not have stays as it is, and is refused for what it is. */
function worded(words: Readonly<Record<string, string>>, text: string): string {
  return Object.hasOwn(words, text) ? (words[text] ?? "") : text;
}

/** Of a field given twice the last counts. */
function textIn(fields: readonly ProtobufField[], number: number): string {
  const value = fields.findLast((field) => field.number === number)?.value ?? "";
  return value instanceof Uint8Array ? new TextDecoder().decode(value).trim() : String(value);
}

function numberIn(fields: readonly ProtobufField[], number: number): number {
  const value = fields.findLast((field) => field.number === number)?.value;
  return typeof value === "bigint" ? Number(value) : 0;
}
