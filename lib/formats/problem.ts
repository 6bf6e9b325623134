/**
 * Why a file could not be read, or not to its end. The sentence is `problem.<code>` in the catalogue (what it is,
 * why, what to do); `values` fill its placeholders and never hold anything out of a cell.
 */
export const PROBLEM_CODES = [
  "empty",
  "too_big",
  "binary",
  "xlsx",
  "zip",
  "zip_encrypted",
  "zip_empty",
  "zip_several",
  "pdf",
  "image",
  "gzip",
  "sqlite",
  "java",
  "pgp",
  "encrypted",
  "noise",
  "line_too_long",
  "json_invalid",
  "no_otp",
  "unreadable",
  /** The password or key is wrong, or the file is damaged: nobody can tell which. */
  "wrong_unlock",
  "unlock_unsupported",
  /** An application's own key, which is not in the file, would open the secrets. */
  "app_key",
  "xml_invalid",
  "xml_doctype",
  "yaml_invalid",
  "hashes_only",
  "secrets_left_out",
  "vendor_keeps_secrets",
  "account_restricted",
  "no_qr",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Problem = {
  problem: ProblemCode;
  values?: Record<string, string | number>;
};
