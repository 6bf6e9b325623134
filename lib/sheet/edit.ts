import { ISSUES, type IssueCode } from "@/lib/otp/issue";
import { looksLikeKeyUri, readKeyUri } from "@/lib/otp/key-uri";
import { withoutMisplacedSecret } from "@/lib/otp/misplaced-secret";
import type { SourceRecord } from "@/lib/otp/record";

/** The cells that an admin may type into. */
export type EditableField = "userId" | "secret" | "recoveryCode";

/**
 * The record after the admin typed `text` into one of its cells. What the reader had found wrong with that cell is
 * forgotten with it. A Key URI in the secret's cell brings its parameters along.
 */
export function edited(record: SourceRecord, field: EditableField, text: string): SourceRecord {
  const found = record.found.filter((code) => !isAbout(code, field));
  if (field !== "secret" || !looksLikeKeyUri(text.trim())) {
    const typed = { ...record, [field]: text.trim(), found };
    // A block of cells may be pasted one column off.
    return field === "userId" ? withoutMisplacedSecret(typed) : typed;
  }
  const uri = readKeyUri(text, record.line);
  return {
    ...record,
    secret: uri.secret,
    secretEncoding: "base32",
    type: uri.type,
    algorithm: uri.algorithm,
    digits: uri.digits,
    period: uri.period,
    found: [...found, ...uri.found],
  };
}

/** Whether typing into this cell mends what the reader has found. A malformed line was not to be trusted for its secret. */
function isAbout(code: IssueCode, field: EditableField): boolean {
  if (code === "record_incomplete") return field === "secret";
  return ISSUES[code].field === (field === "userId" ? "user" : field);
}
