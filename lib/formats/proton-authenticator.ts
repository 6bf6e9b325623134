import type { SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import type { Opened, Unlock } from "./app-export";
import { aesGcm, passwordBytes } from "./ciphers";
import { base64Bytes } from "./encoded-bytes";
import { decryptedJson, jsonExport } from "./json-export";
import { listAt, textAt, valueAt } from "./json-value";
import { readOtpText } from "./otp-text";
import { argon2Key } from "./slow-keys";

const COST = { kibibytes: 19 * 1024, passes: 2, lanes: 1 };
const NONCE = 12;
const ADDITIONAL = "proton.authenticator.export.v1";

/**
 * Proton Authenticator's export (protonpass/proton-pass-common, proton-authenticator): `entries[].content.uri`; with a
 * password `salt` and `content`, which is a nonce and AES-256-GCM under Argon2id.
 */
export const protonAuthenticator = jsonExport({
  id: "proton-authenticator",
  is: (document) =>
    valueAt(document, "version") !== undefined &&
    (isLocked(document) || textAt(valueAt(listAt(document, "entries")[0], "content"), "entry_type") !== ""),
  entries: (document) => listAt(document, "entries"),
  record: readEntry,
  locked: { is: isLocked, open: unlocked },
});

function isLocked(document: unknown): boolean {
  return textAt(document, "salt") !== "" && textAt(document, "content") !== "";
}

function readEntry(entry: unknown, line: number): SourceRecord | null {
  const content = valueAt(entry, "content");
  const uri = textAt(content, "uri");
  return uri === "" ? null : nameRecord(readOtpText(uri, line), textAt(content, "name"), "");
}

async function unlocked(document: unknown, options: Unlock): Promise<Opened> {
  const salt = base64Bytes(valueAt(document, "salt"));
  const content = base64Bytes(valueAt(document, "content"));
  const key = salt && content && (await argon2Key(options, salt, COST));
  if (!key) return { problem: "wrong_unlock" };
  const [nonce, data] = [content.subarray(0, NONCE), content.subarray(NONCE)];
  return decryptedJson(await aesGcm(key, nonce, data, passwordBytes(ADDITIONAL)));
}
