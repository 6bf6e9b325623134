import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { cleanCell } from "./cell";
import { isObject, type JsonObject } from "./json-value";
import { jsonIn, pick, takeParameters, takeSecret, timeOf } from "./vendor-values";

/** Whether an object is a credential as Keycloak writes them, in an export or as a row of its table. */
export function isKeycloakCredential(value: unknown): value is JsonObject {
  if (!isObject(value) || pick(value, "type") === "") return false;
  return (
    [
      "secretData",
      "credentialData",
      "hashedSaltedValue",
      "SECRET_DATA",
      "secret_data",
      "credential_data",
    ].some((name) => Object.hasOwn(value, name)) || /^(?:otp|totp|hotp)$/.test(pick(value, "type"))
  );
}

/** Whether it is the list of single-use codes, of which Keycloak keeps only hashes (RecoveryAuthnCodesCredentialModel). */
export function isHashedRecovery(credential: JsonObject): boolean {
  return pick(credential, "type") === "recovery-authn-codes";
}

/**
 * The OTP in a Keycloak credential, or null if it is a password or the like. From 8 on, `secretData` and
 * `credentialData` are JSON in strings, and the secret is raw UTF-8 unless `secretEncoding` says BASE32
 * (OTPCredentialModel.getDecodedSecret); up to 7 it stands in `hashedSaltedValue`, or `value` for an import.
 */
export function keycloakOtp(credential: JsonObject, line: number): SourceRecord | null {
  const type = pick(credential, "type");
  if (!/^(?:otp|totp|hotp)$/.test(type)) return null;
  const [secretText, dataText] = [
    field(credential, "secretData", "secret_data"),
    field(credential, "credentialData", "credential_data"),
  ];
  const [secretData, data] = [jsonIn(secretText), jsonIn(dataText)];
  const record = emptyRecord(line);
  if (isCutOff(secretText, secretData) || isCutOff(dataText, data)) record.found = ["record_incomplete"];
  record.type = pick(data, "subType") || pick(secretData, "subType") || (type === "otp" ? "" : type);
  record.device = pick(credential, "userLabel", "user_label", "device");
  record.created = timeOf(Number(pick(credential, "createdDate", "created_date")));
  for (const source of [credential, secretData, data]) takeParameters(record, source);
  const secret =
    field(isObject(secretData) ? secretData : {}, "value") ?? field(credential, "hashedSaltedValue", "value");
  const encoding = pick(data, "secretEncoding") || pick(secretData, "secretEncoding");
  record.secretEncoding = encoding === "" ? "utf8" : "base32";
  // Keycloak itself refuses any other encoding.
  if (encoding === "" || /^base32$/i.test(encoding)) takeSecret(record, secret);
  // Every character is of the key, also a quote or a space at its end.
  if (encoding === "" && typeof secret === "string") record.secret = secret;
  return record;
}

/** Whether JSON is there and cannot be read, as where a column was too narrow: nobody knows what it stated. */
function isCutOff(written: unknown, read: unknown): boolean {
  return typeof written === "string" && cleanCell(written) !== "" && !isObject(read);
}

/**
 * Of a user whom Keycloak keeps elsewhere and has not imported (`f:<provider>:<id there>`, StorageId), the id there: with
 * LDAP the login, with other providers whatever they choose. "" for all others.
 */
export function federatedName(id: string): string {
  return /^f:[^:]+:(.+)$/.exec(id)?.[1] ?? "";
}

function field(object: JsonObject, ...names: readonly string[]): unknown {
  const name = names.find((key) => Object.hasOwn(object, key));
  return name === undefined ? undefined : object[name];
}
