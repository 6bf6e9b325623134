import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import type { Opened, Unlock } from "./app-export";
import { aesCbc, aesGcm, pbkdf2 } from "./ciphers";
import { decryptedJson, jsonExport } from "./json-export";
import { isObject, listAt, textAt, valueAt } from "./json-value";
import { argon2Key } from "./slow-keys";

/** The numbers of Stratum's enums, in the words that the rest of the product knows. */
const TYPES: Readonly<Record<string, string>> = {
  "1": "hotp",
  "2": "totp",
  "3": "motp",
  "4": "steam",
  "5": "yandex",
};
const ALGORITHMS: Readonly<Record<string, string>> = { "0": "SHA1", "1": "SHA256", "2": "SHA512" };

const HEADER = "AUTHENTICATORPRO".length;
const COST = { kibibytes: 65_536, passes: 3, lanes: 4 };
const LEGACY_ROUNDS = 64_000;

/**
 * The backup of Stratum, once Authenticator Pro (stratumauth/app, doc/BACKUP_FORMAT.md): `Authenticators[]`. Encrypted:
 * `AUTHENTICATORPRO`, salt, IV, AES-256-GCM under Argon2id; older `AuthenticatorPro`, salt, IV, AES-256-CBC under PBKDF2.
 */
export const stratum = jsonExport({
  id: "stratum",
  extensions: [".authpro", ".stratum", ".json"],
  is: (document) =>
    Array.isArray(valueAt(document, "Authenticators")) &&
    (listAt(document, "Authenticators").length === 0 ||
      textAt(listAt(document, "Authenticators")[0], "Secret") !== ""),
  entries: (document) => listAt(document, "Authenticators"),
  record: readAuthenticator,
  binary: { app: "Stratum", open: unlocked },
});

function readAuthenticator(entry: unknown, line: number): SourceRecord | null {
  if (!isObject(entry)) return null;
  const type = textAt(entry, "Type");
  const algorithm = textAt(entry, "Algorithm");
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(entry, "Secret"),
    type: worded(TYPES, type),
    algorithm: worded(ALGORITHMS, algorithm),
    digits: textAt(entry, "Digits"),
    period: textAt(entry, "Period"),
  };
  return nameRecord(record, textAt(entry, "Username"), textAt(entry, "Issuer"));
}

/** A number that we do not know stays as it is, and is refused for what it is. */
function worded(words: Readonly<Record<string, string>>, text: string): string {
  return (Object.hasOwn(words, text) && words[text]) || text;
}

async function unlocked(bytes: Uint8Array<ArrayBuffer>, options: Unlock): Promise<Opened> {
  const legacy = bytes[1] !== "U".charCodeAt(0);
  const iv = HEADER + (legacy ? 20 : 16);
  const data = iv + (legacy ? 16 : 12);
  const salt = bytes.subarray(HEADER, iv);
  const key = legacy
    ? await pbkdf2(options.unlock, salt, LEGACY_ROUNDS, "SHA-1")
    : await argon2Key(options, salt, COST);
  if (!key) return { problem: "wrong_unlock" };
  const open = legacy ? aesCbc : aesGcm;
  return decryptedJson(await open(key, bytes.subarray(iv, data), bytes.subarray(data)));
}
