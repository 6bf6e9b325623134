/**
 * A second file that says whose the OTPs of a first one are, where that has only ids or serial numbers. What it is and how
 * to get it says `secondFile.<code>` in the catalogue.
 */
export const SECOND_FILES = [
  "keycloak",
  "supabase",
  "authentik",
  "django",
  "better_auth",
  "wordpress",
  "discourse",
  "kratos",
  "laravel",
  "openldap",
  "tokens",
  "users",
] as const;
export type SecondFile = (typeof SECOND_FILES)[number];

/** By format. An app's or a vault's export is one user's, and has none. */
const BY_FORMAT: Readonly<Record<string, SecondFile>> = {
  "keycloak-table": "keycloak",
  supabase: "supabase",
  authentik: "authentik",
  "django-otp": "django",
  "better-auth": "better_auth",
  wordpress: "wordpress",
  discourse: "discourse",
  kratos: "kratos",
  laravel: "laravel",
  "slapo-otp-ldif": "openldap",
  "freeipa-ldif": "tokens",
  "token-seeds": "tokens",
  "totp-seeds": "tokens",
  "oath-csv": "tokens",
  "privacyidea-csv": "tokens",
  "privacyidea-yaml": "tokens",
  "multiotp-csv": "tokens",
  "secureauth-csv": "tokens",
  "securenvoy-csv": "tokens",
  "yubico-csv": "tokens",
  "safenet-xml": "tokens",
  pskc: "tokens",
  keycloak: "users",
  delimited: "users",
  json: "users",
  ndjson: "users",
  xlsx: "users",
};

/** What a format's file needs beside it as soon as one of its records names nobody; null if nothing would help. */
export function secondFileOf(formatId: string): SecondFile | null {
  return BY_FORMAT[formatId] ?? null;
}

const NAMES = ["userId", "email", "phone", "username"] as const;

/** Whether a record, or a table of these columns, says no more of its user than an id or a serial number. */
export function namesNobody(stated: Readonly<Record<(typeof NAMES)[number], string>>): boolean {
  return NAMES.every((name) => stated[name] === "");
}

/** The same of a table, by what its columns are. */
export function columnsNameNobody(columns: readonly { role: string }[]): boolean {
  return !columns.some(({ role }) => role === "uri" || NAMES.some((name) => name === role));
}
