import { emptyRecord } from "@/lib/otp/record";
import { isObject, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { objectsIn, pick, takeParameters, takeSecret, timeOf } from "./vendor-values";

/** Hanko's user export (teamhanko/hanko, backend/cmd/user/format.go): `otp_secret.secret`, base32 of a SHA-1, 30 s key. */
export const hanko = vendor({
  id: "hanko",
  app: "Hanko",
  extensions: [".json", ".ndjson"],
  is: (sample) =>
    some(
      sample,
      ({ otp_secret, emails }) => isObject(otp_secret) && (emails === undefined || Array.isArray(emails)),
    )
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const secret = valueAt(user, "otp_secret");
      if (!isObject(secret)) return [];
      const record = emptyRecord(line);
      record.type = "totp";
      takeSecret(record, secret.secret);
      takeParameters(record, secret);
      record.externalId = pick(user, "user_id", "id");
      const emails = objectsIn(valueAt(user, "emails"));
      record.email = pick(emails.find(({ is_primary }) => is_primary === true) ?? emails[0], "address");
      record.username = pick(user, "username") || pick(valueAt(user, "username"), "username");
      record.created = timeOf(secret.created_at);
      return [record];
    },
  }),
});
