import type { IssueCode } from "./issue";

/** What GenAuth computes, and all it computes: importOtp has no field for anything else (genauth-api.md section 1). */
export const GENAUTH_PARAMETERS = { type: "totp", algorithm: "SHA1", digits: 6, period: 30 } as const;

export type OtpParameters = { type: string; algorithm: string; digits: string; period: string };

/** The type of a seed file that does not say, and whose vendor issues both. */
export const TOTP_OR_HOTP = "TOTP or HOTP";

const SHA1 = /^(?:hmac[-_ ]?)?sha[-_ ]?1$/i;
const TOTP = /^(?:oath[-_ ]?)?totp$/i;
const HOTP = /^(?:oath[-_ ]?)?hotp$/i;
/** Where one number of a column is missing, pandas and others write the rest of it as fractions: `6.0`. */
const DIGITS = /^0*6(?:\.0+)?$/;
const PERIOD = /^0*30(?:\.0+)? ?(?:s|secs?|seconds?|秒)?$/i;

/** The plain name of a hash: `HmacSHA1`, `sha-1` and `SHA1` are `SHA1`. */
export function plainAlgorithm(text: string): string {
  return text
    .toUpperCase()
    .replace(/^HMAC[-_ ]?/, "")
    .replace(/^SHA[-_ ]/, "SHA");
}

/**
 * Why a record with these parameters would not work in GenAuth, which knows only TOTP (RFC 6238) with SHA-1, 6 digits
 * and 30 seconds. "" is "not stated": assumed to be that, and said so (`parameters_assumed`), never silently.
 * Values are the source's own words: `sha1`, `HmacSHA1`, `SHA-1`; `6`; `30`, `30s` or `30.0`.
 */
export function checkParameters(given: OtpParameters, issues: IssueCode[]): void {
  if (given.type === "" && given.algorithm === "" && given.digits === "" && given.period === "") {
    issues.push("parameters_assumed");
    return;
  }
  if (HOTP.test(given.type)) issues.push("type_hotp");
  else if (given.type === TOTP_OR_HOTP) issues.push("type_unknown");
  else if (given.type !== "" && !TOTP.test(given.type)) issues.push("type_unsupported");
  if (given.algorithm !== "" && !SHA1.test(given.algorithm)) issues.push("algorithm_unsupported");
  if (given.digits !== "" && !DIGITS.test(given.digits)) issues.push("digits_unsupported");
  if (given.period !== "" && !PERIOD.test(given.period)) issues.push("period_unsupported");
  if (given.type === "" || given.algorithm === "" || given.digits === "" || given.period === "") {
    issues.push("parameters_assumed");
  }
}
