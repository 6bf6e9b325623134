import type { SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { openBitwarden } from "./bitwarden-lock";
import { jsonExport } from "./json-export";
import { listAt, textAt, valueAt } from "./json-value";
import { readOtpText } from "./otp-text";

/**
 * The JSON export of Bitwarden and of Bitwarden Authenticator (bitwarden.com/help/export-your-data): `items[].login.totp`.
 * The vault's passwords are not read. What is
 * encrypted with the account's own key can be opened only in that account.
 */
export const bitwarden = jsonExport({
  id: "bitwarden",
  is: (document) =>
    valueAt(document, "encrypted") === true
      ? ["passwordProtected", "encKeyValidation_DO_NOT_EDIT"].some(
          (key) => valueAt(document, key) !== undefined,
        )
      : valueAt(document, "encrypted") === false && Array.isArray(valueAt(document, "items")),
  entries: (document) => listAt(document, "items"),
  record: readItem,
  declined: (document) =>
    valueAt(document, "encrypted") === true && valueAt(document, "passwordProtected") !== true
      ? { problem: "account_restricted", values: { app: "Bitwarden" } }
      : null,
  locked: { is: (document) => valueAt(document, "encrypted") === true, open: openBitwarden },
});

function readItem(item: unknown, line: number): SourceRecord | null {
  const login = valueAt(item, "login");
  const totp = textAt(login, "totp");
  if (totp === "") return null;
  return nameRecord(readOtpText(totp, line), textAt(login, "username"), textAt(item, "name"));
}
