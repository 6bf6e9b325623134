import { aegis } from "./aegis";
import { andOtp } from "./andotp";
import { applePasswords } from "./apple-passwords";
import { auth0 } from "./auth0";
import { autheliaCsv } from "./authelia-csv";
import { autheliaYaml } from "./authelia-yaml";
import { authentik } from "./authentik";
import { authy } from "./authy";
import { betterAuth } from "./better-auth";
import { bitwarden } from "./bitwarden";
import { bitwardenCsv } from "./bitwarden-csv";
import { casJson } from "./cas-json";
import { casdoor } from "./casdoor";
import { clerk } from "./clerk";
import { delimited } from "./delimited";
import { descope } from "./descope";
import { discourse } from "./discourse";
import { djangoOtp } from "./django-otp";
import { duoMobile } from "./duo-mobile";
import { encryptedColumns } from "./encrypted-columns";
import { ente } from "./ente";
import { entraCsv } from "./entra-csv";
import type { Format } from "./format";
import { freeipaLdif } from "./freeipa-ldif";
import { freeOtp } from "./freeotp";
import { fusionauth } from "./fusionauth";
import { googleMigration } from "./google-migration";
import { hanko } from "./hanko";
import { json } from "./json";
import { keePassXcCsv } from "./keepassxc-csv";
import { keycloak } from "./keycloak";
import { keycloakTable } from "./keycloak-table";
import { keycloakUsers } from "./keycloak-users";
import { kratos } from "./kratos";
import { laravel } from "./laravel";
import { lastPassAuthenticator } from "./lastpass-authenticator";
import { lastPassCsv } from "./lastpass-csv";
import { logto } from "./logto";
import { multiotpCsv } from "./multiotp-csv";
import { ndjson } from "./ndjson";
import { oathCsv } from "./oath-csv";
import { oathUsersfile } from "./oath-usersfile";
import { onePassword1pux } from "./onepassword-1pux";
import { onePasswordCsv } from "./onepassword-csv";
import { pamGoogleAuthenticator } from "./pam-google-authenticator";
import { privacyideaCsv } from "./privacyidea-csv";
import { privacyideaYaml } from "./privacyidea-yaml";
import { protonAuthenticator } from "./proton-authenticator";
import { pskc } from "./pskc";
import { qrImage } from "./qr-image";
import { raivo } from "./raivo";
import { safenetXml } from "./safenet-xml";
import { secureauthCsv } from "./secureauth-csv";
import { securenvoyCsv } from "./securenvoy-csv";
import { slapoOtpLdif } from "./slapo-otp-ldif";
import { steam } from "./steam";
import { stratum } from "./stratum";
import { supabase } from "./supabase";
import { supertokens } from "./supertokens";
import { tokenSeeds } from "./token-seeds";
import { totpSeeds } from "./totp-seeds";
import { twoFas } from "./two-fas";
import { uriList } from "./uri-list";
import { VENDORS_WITHOUT } from "./vendors-without";
import { wordpress } from "./wordpress";
import { workos } from "./workos";
import { xlsx } from "./xlsx";
import { yubicoCsv } from "./yubico-csv";
import { zitadel } from "./zitadel";

/** Every format there is. The picker, `accept`, help and the contract test all derive from this list. */
export const FORMATS: readonly Format[] = [
  delimited,
  json,
  ndjson,
  uriList,
  auth0,
  autheliaCsv,
  autheliaYaml,
  authentik,
  betterAuth,
  casdoor,
  clerk,
  descope,
  discourse,
  djangoOtp,
  fusionauth,
  hanko,
  keycloak,
  keycloakTable,
  keycloakUsers,
  kratos,
  laravel,
  logto,
  supabase,
  supertokens,
  ...VENDORS_WITHOUT,
  wordpress,
  workos,
  zitadel,
  aegis,
  andOtp,
  applePasswords,
  authy,
  bitwarden,
  bitwardenCsv,
  duoMobile,
  ente,
  freeOtp,
  googleMigration,
  keePassXcCsv,
  lastPassAuthenticator,
  lastPassCsv,
  onePassword1pux,
  onePasswordCsv,
  protonAuthenticator,
  qrImage,
  raivo,
  steam,
  stratum,
  twoFas,
  xlsx,
  pskc,
  safenetXml,
  oathCsv,
  privacyideaCsv,
  privacyideaYaml,
  tokenSeeds,
  totpSeeds,
  secureauthCsv,
  securenvoyCsv,
  entraCsv,
  yubicoCsv,
  multiotpCsv,
  oathUsersfile,
  pamGoogleAuthenticator,
  freeipaLdif,
  slapoOtpLdif,
  casJson,
  encryptedColumns,
];

/** An archive is opened for the one export in it (open-file.ts). */
const ARCHIVE = ".zip";

/** The file name endings of all formats, lower case with the dot, each once: for the file picker's `accept`. */
export function extensions(): string[] {
  return [...new Set([...FORMATS.flatMap((format) => format.extensions), ARCHIVE])];
}

/** The ids of the formats out of which records can come: without those that only say why there are none. */
export function readableIds(): string[] {
  const without = new Set<Format>([...VENDORS_WITHOUT, encryptedColumns]);
  return FORMATS.filter((format) => !without.has(format)).map(({ id }) => id);
}
