import type { SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { jsonExport } from "./json-export";
import { isObject, listAt, textAt, valueAt } from "./json-value";
import { readOtpText } from "./otp-text";

/**
 * `export.data` of 1Password's .1pux, which is a ZIP archive (support.1password.com/1pux-format): one-time passwords are fields
 * in an item's sections, `{ "value": { "totp": … } }`, as Key URI or as the secret alone.
 */
export const onePassword1pux = jsonExport({
  id: "1password-1pux",
  extensions: [".1pux"],
  is: (document) => Array.isArray(valueAt(listAt(document, "accounts")[0], "vaults")),
  entries: (document) => itemsIn(document).flatMap((item) => otpsOf(item).map((totp) => ({ item, totp }))),
  record: readEntry,
});

function itemsIn(document: unknown): readonly unknown[] {
  const vaults = listAt(document, "accounts").flatMap((account) => listAt(account, "vaults"));
  return vaults.flatMap((vault) => listAt(vault, "items"));
}

function otpsOf(item: unknown): string[] {
  return listAt(valueAt(item, "details"), "sections")
    .flatMap((section) => listAt(section, "fields"))
    .map((field) => textAt(valueAt(field, "value"), "totp"))
    .filter((totp) => totp !== "");
}

function readEntry(entry: unknown, line: number): SourceRecord | null {
  if (!isObject(entry)) return null;
  const { item } = entry;
  const logins = listAt(valueAt(item, "details"), "loginFields");
  const user = logins.find((field) => textAt(field, "designation") === "username");
  return nameRecord(
    readOtpText(textAt(entry, "totp"), line),
    textAt(user, "value"),
    textAt(valueAt(item, "overview"), "title"),
  );
}
