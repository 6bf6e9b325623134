import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { jsonExport } from "./json-export";
import { isObject, textAt, valueAt } from "./json-value";

/**
 * Steam Guard's accounts (the app's `Steamguard-…` files, SteamDesktopAuthenticator's `.maFile`): one account, or several under
 * `accounts`. Its codes are five letters, which GenAuth cannot compute; the revocation code is Steam's and is not read.
 */
export const steam = jsonExport({
  id: "steam",
  extensions: [".json", ".mafile"],
  is: (document) => accountsOf(document).some((account) => textAt(account, "shared_secret") !== ""),
  entries: accountsOf,
  record: readAccount,
});

function accountsOf(document: unknown): readonly unknown[] {
  if (textAt(document, "shared_secret") !== "") return [document];
  const accounts = valueAt(document, "accounts");
  return isObject(accounts) ? Object.values(accounts) : [];
}

function readAccount(account: unknown, line: number): SourceRecord | null {
  const secret = textAt(account, "shared_secret");
  if (secret === "") return null;
  const record: SourceRecord = { ...emptyRecord(line), secret, secretEncoding: "base64", type: "steam" };
  return nameRecord(record, textAt(account, "account_name"), "Steam");
}
