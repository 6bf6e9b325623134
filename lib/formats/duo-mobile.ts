import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { jsonExport } from "./json-export";
import { textAt, valueAt } from "./json-value";

/**
 * Duo Mobile's accounts file (`duokit/accounts.json`, as beemdevelopment/Aegis imports it): third-party accounts with their
 * secret, and with a counter if they are HOTP; of other parameters it keeps nothing.
 */
export const duoMobile = jsonExport({
  id: "duo-mobile",
  is: (document) => Array.isArray(document) && document.some((entry) => secretOf(entry) !== ""),
  entries: (document) => (Array.isArray(document) ? document : []),
  record: readAccount,
});

function secretOf(entry: unknown): string {
  return textAt(valueAt(entry, "otpGenerator"), "otpSecret");
}

function readAccount(entry: unknown, line: number): SourceRecord | null {
  const secret = secretOf(entry);
  if (secret === "") return null;
  const counted = textAt(valueAt(entry, "otpGenerator"), "counter") !== "";
  const record: SourceRecord = { ...emptyRecord(line), secret, type: counted ? "hotp" : "totp" };
  return nameRecord(record, textAt(entry, "name"), "");
}
