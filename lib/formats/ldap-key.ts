import type { SourceRecord } from "@/lib/otp/record";
import type { LdifValue } from "./ldif";

/** A key out of a directory: octets, in base64 where LDIF needs it, else the characters themselves. */
export function ldapKey(value: LdifValue | undefined): Pick<SourceRecord, "secret" | "secretEncoding"> {
  if (!value) return { secret: "", secretEncoding: "base64" };
  return value.base64 === ""
    ? { secret: value.text, secretEncoding: "utf8" }
    : { secret: value.base64, secretEncoding: "base64" };
}
