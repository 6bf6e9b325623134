import { readKeyUri } from "@/lib/otp/key-uri";
import type { SourceRecord } from "@/lib/otp/record";
import { isObject, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { codesIn, down, jsonIn, objectsIn, pick, type Row, timeOf } from "./vendor-values";

/**
 * Ory Kratos' identities with `include_credential=totp`, JSON or NDJSON: `credentials.totp.config.totp_url` is a Key URI,
 * `credentials.lookup_secret.config.recovery_codes` are plain; also the credentials alone, and rows of the table
 * `identity_credentials`. Which trait holds the e-mail is up to each project; the usual names are tried.
 */
export const kratos = vendor({
  id: "kratos",
  app: "Ory Kratos",
  extensions: [".json", ".ndjson", ".csv", ".sql"],
  is: (sample) => (some(sample, isIdentity) ? SURE : 0),

  reader: () => ({
    row(identity, line) {
      const credentials = credentialsOf(identity);
      const url = pick(credentials.totp, "totp_url");
      if (url === "") return [];
      // As in Kratos' own tests: `totp://example.com?secret=…`.
      const record = readKeyUri(url.replace(/^totp:\/\//i, "otpauth://totp/"), line);
      nameUser(record, identity);
      record.created = timeOf(credentials.created);
      record.recoveryCode = codesIn(
        valueAt(credentials.codes, "recovery_codes") ?? valueAt(credentials.codes, "codes"),
      );
      return [record];
    },
  }),
});

type Credentials = { totp: unknown; codes: unknown; created: unknown };

/** The configurations that count, of credentials by type, as a list, or of a row by itself. */
function credentialsOf(identity: Row): Credentials {
  const all = valueAt(identity, "credentials") ?? identity;
  const byType = (type: string) =>
    Array.isArray(all) ? all.find((one) => pick(one, "type") === type) : valueAt(all, type);
  const totp = byType("totp") ?? (Object.hasOwn(identity, "config") ? identity : undefined);
  return {
    totp: jsonIn(valueAt(totp, "config")),
    codes: jsonIn(down(byType("lookup_secret"), "config")),
    created: valueAt(totp, "created_at"),
  };
}

function isIdentity(row: Row): boolean {
  const { totp, codes } = credentialsOf(row);
  if (pick(totp, "totp_url") !== "" || Array.isArray(valueAt(codes, "recovery_codes"))) return true;
  return pick(row, "schema_id") !== "" && isObject(row.traits);
}

function nameUser(record: SourceRecord, identity: Row): void {
  const traits = valueAt(identity, "traits");
  const addresses = objectsIn(valueAt(identity, "verifiable_addresses"));
  const first = (name: string) => {
    const value = valueAt(traits, name);
    return Array.isArray(value) && typeof value[0] === "string" ? value[0] : pick(traits, name);
  };
  record.externalId =
    pick(identity, "identity_id") ||
    (isObject(traits) || valueAt(identity, "credentials") ? pick(identity, "id") : "");
  record.email =
    first("email") ||
    first("emails") ||
    pick(
      addresses.find((one) => pick(one, "via") === "email"),
      "value",
    ) ||
    record.email;
  record.username = first("username");
  record.phone = first("phone") || first("phone_number");
}
