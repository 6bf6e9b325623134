import type { SourceRecord } from "@/lib/otp/record";
import { isObject, type JsonObject, listAt, valueAt } from "./json-value";
import { federatedName, isHashedRecovery, isKeycloakCredential, keycloakOtp } from "./keycloak-otp";
import type { Sample } from "./sample";
import { SURE, vendor } from "./vendor";
import { down, objectsIn, pick, type Row } from "./vendor-values";

/**
 * Keycloak's realm export (`kc.sh export`, `<realm>-users-N.json`, `<realm>-federated-users-N.json`; RealmRepresentation): a realm, an array of realms, or an
 * array of users; also what the admin API answers about one user's credentials, which leaves the secrets out.
 */
export const keycloak = vendor({
  id: "keycloak",
  app: "Keycloak",
  extensions: [".json"],
  rowsIn: usersIn,

  is({ syntax, document }) {
    if (syntax !== "json") return 0;
    const users = usersIn(document).slice(0, 200).filter(isObject);
    const realms = Array.isArray(document) ? document.slice(0, 200) : [document];
    return users.some((user) => isKeycloakUser(user) || isAnswer(user)) || realms.some(isRealm) ? SURE : 0;
  },

  reader: () => ({
    row(user, line) {
      if (isKeycloakCredential(user)) return otpsOf([user], line);
      const records = otpsOf(objectsIn(valueAt(user, "credentials")), line);
      for (const record of records) nameUser(record, user);
      return records;
    },
  }),

  without({ document }: Sample) {
    const users = usersIn(document).filter(isObject);
    const credentials = users.flatMap((user) =>
      isKeycloakCredential(user) ? [user] : objectsIn(valueAt(user, "credentials")),
    );
    const otp = /^(?:otp|totp|hotp)$/;
    const named =
      users.some(({ totp }) => totp === true) || credentials.some((one) => otp.test(pick(one, "type")));
    if (named) return { problem: "secrets_left_out", values: { app: "Keycloak" } };
    return credentials.length > 0
      ? { problem: "hashes_only", values: { app: "Keycloak" } }
      : { problem: "no_otp" };
  },
});

/** All users of a realm export in any of its shapes. */
function usersIn(document: unknown): readonly unknown[] {
  if (!Array.isArray(document)) return usersOf(document);
  return document.flatMap((one) => (isRealm(one) ? usersOf(one) : [one]));
}

/** A realm's own users, and those of LDAP and the like whose credentials it keeps without having imported them. */
function usersOf(realm: unknown): readonly unknown[] {
  return [...listAt(realm, "users"), ...listAt(realm, "federatedUsers")];
}

/** A realm by what else Keycloak writes there; other systems have realms, too. */
function isRealm(value: unknown): boolean {
  if (typeof valueAt(value, "realm") !== "string") return false;
  if (["clients", "sslRequired", "accessTokenLifespan", "realmRoles"].some((name) => hasOwn(value, name)))
    return true;
  return usersOf(value).slice(0, 200).some(isKeycloakUser);
}

function hasOwn(value: unknown, name: string): boolean {
  return isObject(value) && Object.hasOwn(value, name);
}

function isKeycloakUser(user: unknown): boolean {
  const credentials = valueAt(user, "credentials");
  if (Array.isArray(credentials) && credentials.some(isWritten)) return true;
  return (
    Array.isArray(credentials) && ["requiredActions", "realmRoles", "totp"].some((name) => hasOwn(user, name))
  );
}

/** A credential by itself, as the admin API answers. */
function isAnswer(row: Row): boolean {
  return isKeycloakCredential(row) && isWritten(row);
}

/** A credential with data of Keycloak's own in it: a mere `type` says too little. */
function isWritten(credential: unknown): boolean {
  return ["secretData", "credentialData", "hashedSaltedValue"].some((name) => hasOwn(credential, name));
}

function otpsOf(credentials: readonly JsonObject[], line: number): SourceRecord[] {
  const priority = (credential: JsonObject) => Number(pick(credential, "priority")) || 0;
  const records = [...credentials]
    .sort((a, b) => priority(a) - priority(b))
    .flatMap((credential) => keycloakOtp(credential, line) ?? []);
  if (credentials.some(isHashedRecovery)) {
    for (const record of records) record.found = [...record.found, "recovery_hashed"];
  }
  return records;
}

function nameUser(record: SourceRecord, user: JsonObject): void {
  record.externalId = pick(user, "id");
  record.label = federatedName(record.externalId);
  record.username = pick(user, "username");
  record.email = pick(user, "email");
  const attributes = valueAt(user, "attributes");
  for (const name of ["phoneNumber", "phone", "mobile", "mobilePhone"]) {
    const value = down(attributes, name);
    const phone = Array.isArray(value) ? value[0] : value;
    if (record.phone === "" && typeof phone === "string") record.phone = phone.trim();
  }
}
