import { looksLikeKeyUri, readKeyUri } from "@/lib/otp/key-uri";
import type { SourceRecord } from "@/lib/otp/record";

/** The cells that an admin may type into. */
export type EditableField = "userId" | "secret" | "recoveryCode";

/**
 * The record after the admin typed `text` into one of its cells. What the reader had found wrong with that cell is
 * forgotten with it. A Key URI in the secret's cell brings its parameters along.
 */
export function edited(record: SourceRecord, field: EditableField, text: string): SourceRecord {
  if (field !== "secret") return { ...record, [field]: text.trim() };
  const found = record.found.filter((code) => code === "record_disabled" || code === "record_unconfirmed");
  if (!looksLikeKeyUri(text.trim())) return { ...record, secret: text, found };
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
