import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { jsonExport } from "./json-export";
import { isObject, listAt, textAt, valueAt } from "./json-value";

/** LastPass Authenticator's export ("Export accounts to file"): `accounts[]` with `timeStep` and both names, as set and as given. */
export const lastPassAuthenticator = jsonExport({
  id: "lastpass-authenticator",
  is: (document) =>
    ["timeStep", "originalUserName", "issuerName"].some(
      (key) => valueAt(listAt(document, "accounts")[0], key) !== undefined,
    ),
  entries: (document) => listAt(document, "accounts"),
  record: readAccount,
});

function readAccount(account: unknown, line: number): SourceRecord | null {
  if (!isObject(account)) return null;
  const created = valueAt(account, "creationTimestamp");
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(account, "secret"),
    created: typeof created === "number" && created > 0 ? created : 0,
    type: "totp",
    algorithm: textAt(account, "algorithm"),
    digits: textAt(account, "digits"),
    period: textAt(account, "timeStep"),
  };
  const name = textAt(account, "userName") || textAt(account, "originalUserName");
  return nameRecord(record, name, textAt(account, "issuerName") || textAt(account, "originalIssuerName"));
}
