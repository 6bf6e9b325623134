import { sha256 } from "@noble/hashes/sha2.js";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord, withoutIssuer } from "./account";
import type { Opened, Unlock } from "./app-export";
import { aesGcm, passwordBytes, pbkdf2 } from "./ciphers";
import { decryptedJson, jsonExport } from "./json-export";
import { isObject, textAt, valueAt } from "./json-value";

const SALT = 4;
const IV = SALT + 12;
const DATA = IV + 12;
const OLD_DATA = 12;

/**
 * andOTP's backup (andOTP/andOTP, wiki "Special features"): an array of entries; with a password (since 0.6.3) the PBKDF2
 * rounds as int32, salt, IV, and the array under AES-256-GCM. Older versions wrote IV and ciphertext under SHA-256 of the
 * password, with no mark to know it by: whoever has such a file is asked.
 */
export const andOtp = jsonExport({
  id: "andotp",
  is: (document) => {
    const first = Array.isArray(document) ? document[0] : undefined;
    return (
      textAt(first, "secret") !== "" &&
      ["thumbnail", "last_used", "used_frequency"].some((key) => valueAt(first, key) !== undefined)
    );
  },
  entries: (document) => (Array.isArray(document) ? document : []),
  record: readEntry,
  binary: { app: "andOTP", open: unlocked },
  unmarked: openOld,
});

function readEntry(entry: unknown, line: number): SourceRecord | null {
  if (!isObject(entry)) return null;
  const issuer = textAt(entry, "issuer");
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(entry, "secret"),
    type: textAt(entry, "type"),
    algorithm: textAt(entry, "algorithm"),
    digits: textAt(entry, "digits"),
    period: textAt(entry, "period"),
  };
  return nameRecord(record, withoutIssuer(textAt(entry, "label"), issuer), issuer);
}

/** The rounds are bounded by what magic.ts takes for andOTP's. */
async function unlocked(bytes: Uint8Array<ArrayBuffer>, { unlock }: Unlock): Promise<Opened> {
  const rounds = new DataView(bytes.buffer).getInt32(0);
  const key = await pbkdf2(unlock, bytes.subarray(SALT, IV), rounds, "SHA-1");
  return decryptedJson(await aesGcm(key, bytes.subarray(IV, DATA), bytes.subarray(DATA)));
}

async function openOld(bytes: Uint8Array<ArrayBuffer>, { unlock }: Unlock): Promise<Opened> {
  const key = sha256(passwordBytes(unlock));
  return decryptedJson(await aesGcm(key, bytes.subarray(0, OLD_DATA), bytes.subarray(OLD_DATA)));
}
