import { looksLikeKeyUri, readKeyUri } from "@/lib/otp/key-uri";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";

const STEAM = /^steam:\/\/([^?/]*)/i;

/**
 * What password managers keep in their one field for an OTP: a Key URI, Bitwarden's `steam://KEY`, or the secret alone in
 * base32. Never throws.
 */
export function readOtpText(text: string, line: number): SourceRecord {
  const trimmed = text.trim().replace(/^"/, "");
  if (looksLikeKeyUri(trimmed)) return readKeyUri(trimmed, line);
  const steam = STEAM.exec(trimmed)?.[1];
  if (steam !== undefined) return { ...emptyRecord(line), type: "steam", secret: steam };
  if (trimmed.includes("://") || isCutOff(trimmed)) return { ...emptyRecord(line), found: ["uri_invalid"] };
  return { ...emptyRecord(line), secret: trimmed };
}

/** A file may break off within the first word of a URI, which is no secret then. */
function isCutOff(text: string): boolean {
  const start = text.toLowerCase();
  return ["otpauth://", "steam://"].some((scheme) => scheme.startsWith(start)) && text !== "";
}
