import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { jsonExport } from "./json-export";
import { isObject, textAt, valueAt } from "./json-value";

/** Raivo OTP's export (raivo-otp/ios-application): an array whose every value is a string, numbers too; `kind` and `timer`. */
export const raivo = jsonExport({
  id: "raivo",
  is: (document) => {
    const first = Array.isArray(document) ? document[0] : undefined;
    return ["kind", "timer", "secret"].every((key) => valueAt(first, key) !== undefined);
  },
  entries: (document) => (Array.isArray(document) ? document : []),
  record: readEntry,
});

function readEntry(entry: unknown, line: number): SourceRecord | null {
  if (!isObject(entry)) return null;
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(entry, "secret"),
    type: textAt(entry, "kind"),
    algorithm: textAt(entry, "algorithm"),
    digits: textAt(entry, "digits"),
    period: textAt(entry, "timer"),
  };
  return nameRecord(record, textAt(entry, "account"), textAt(entry, "issuer"));
}
