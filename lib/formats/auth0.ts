import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { isObject, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import {
  codesIn,
  down,
  isOff,
  objectsIn,
  pick,
  type Row,
  takeParameters,
  takeSecret,
  timeOf,
} from "./vendor-values";

const FACTORS = ["mfa_factors", "mfa_authenticators", "authenticators", "guardian_authenticators"] as const;
const SECRETS = ["otp_secret", "totp_secret", "secret"] as const;

/**
 * Auth0's users, JSON or NDJSON: `mfa_factors[].totp.secret` of the bulk import schema (Auth0 docs, "Import User MFA
 * Authenticator Enrollments"), and the likely names in what Auth0's support hands out on request, whose schema is not
 * public. Auth0 computes SHA-1, 6 digits, 30 s. The ordinary bulk export has no secrets.
 */
export const auth0 = vendor({
  id: "auth0",
  app: "Auth0",
  extensions: [".json", ".ndjson"],
  is: (sample) => (sample.syntax !== "table" && some(sample, isAuth0User) ? SURE : 0),

  reader: () => ({
    row(user, line) {
      const factors = FACTORS.flatMap((name) => objectsIn(valueAt(user, name)));
      return [user, ...factors].flatMap((factor): SourceRecord[] => {
        const totp = [valueAt(factor, "totp"), valueAt(factor, "otp")].find(isObject) ?? factor;
        const secret = SECRETS.map((name) => valueAt(totp, name)).find(
          (value) => typeof value === "string" || typeof value === "number",
        );
        const named = totp !== factor || /otp|authenticator$/i.test(typeOf(factor));
        if (factor === user ? secret === undefined : secret === undefined && !named) return [];
        const record = emptyRecord(line);
        nameUser(record, user);
        record.type = "totp";
        takeSecret(record, secret);
        takeParameters(record, totp);
        record.device = pick(factor, "name", "device_name") || pick(totp, "name");
        record.created = timeOf(pick(factor, "enrolled_at", "created_at"));
        if (factor !== user && isOff(pick(factor, "confirmed", "active", "status"))) {
          record.found = [...record.found, "record_unconfirmed"];
        }
        record.recoveryCode = codesIn(
          valueAt(user, "recovery_codes") ??
            valueAt(user, "recovery_code") ??
            down(user, "mfa", "recovery_code"),
        );
        return [record];
      });
    },
  }),
});

function isAuth0User(user: Row): boolean {
  if (objectsIn(valueAt(user, "mfa_factors")).length > 0) return pick(user, "email", "user_id") !== "";
  if (objectsIn(valueAt(user, "mfa_authenticators")).length > 0) return true;
  if (/^[a-z0-9-]+\|./.test(pick(user, "user_id"))) return true;
  return objectsIn(valueAt(user, "identities")).some(
    (identity) => "isSocial" in identity && "connection" in identity,
  );
}

function typeOf(factor: Row): string {
  return pick(factor, "type", "authenticator_type", "factor", "name");
}

function nameUser(record: SourceRecord, user: Row): void {
  record.externalId = pick(user, "user_id");
  record.email = pick(user, "email");
  record.username = pick(user, "username");
  record.phone = pick(user, "phone_number");
}
