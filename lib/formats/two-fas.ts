import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord, withoutIssuer } from "./account";
import type { Opened, Unlock } from "./app-export";
import { aesGcm } from "./ciphers";
import { base64Bytes } from "./encoded-bytes";
import { decryptedJson, jsonExport } from "./json-export";
import { isObject, listAt, textAt, valueAt } from "./json-value";
import { pbkdf2Key } from "./slow-keys";

const ROUNDS = 10_000;

/**
 * 2FAS Authenticator's backup, schema 1 to 4 (twofas/2fas-android): `services[]`, whose `otp` leaves out what the user has
 * not set; with a password `servicesEncrypted`, which is data, salt and IV in base64, AES-256-GCM under PBKDF2.
 */
export const twoFas = jsonExport({
  id: "2fas",
  extensions: [".2fas", ".json"],
  is: (document) =>
    Array.isArray(valueAt(document, "services")) &&
    ["schemaVersion", "appOrigin", "appVersionCode", "servicesEncrypted"].some(
      (key) => valueAt(document, key) !== undefined,
    ),
  entries: (document) => listAt(document, "services"),
  record: readService,
  locked: { is: (document) => textAt(document, "servicesEncrypted") !== "", open: unlocked },
});

function readService(service: unknown, line: number): SourceRecord | null {
  if (!isObject(service)) return null;
  const otp = valueAt(service, "otp");
  const name = textAt(service, "name");
  const issuer = textAt(otp, "issuer") || name;
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(service, "secret"),
    type: textAt(otp, "tokenType"),
    algorithm: textAt(otp, "algorithm"),
    digits: textAt(otp, "digits"),
    period: textAt(otp, "period"),
  };
  const account = textAt(otp, "account") || withoutIssuer(textAt(otp, "label"), issuer);
  return nameRecord(record, account || name, issuer);
}

async function unlocked(document: unknown, options: Unlock): Promise<Opened> {
  const [data, salt, iv] = textAt(document, "servicesEncrypted")
    .split(":", 3)
    .map((part) => base64Bytes(part));
  const key = data && salt && iv && (await pbkdf2Key(options, salt, ROUNDS));
  if (!key) return { problem: "wrong_unlock" };
  const opened = decryptedJson(await aesGcm(key, iv, data));
  return "document" in opened ? { document: { services: opened.document } } : opened;
}
