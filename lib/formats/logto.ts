import { emptyRecord } from "@/lib/otp/record";
import { valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { codesIn, jsonIn, objectsIn, pick, type Row, takeSecret, timeOf } from "./vendor-values";

/**
 * Logto's users (logto-io/logto, schemas `users.mfa_verifications`): `Totp` with its key in base32, `BackupCode` with codes
 * of which the used ones are left out. The admin API leaves keys out; the table `users` has them.
 */
export const logto = vendor({
  id: "logto",
  app: "Logto",
  extensions: [".json", ".ndjson", ".csv"],
  is: (sample) => (some(sample, (row) => factorsOf(row).some((one) => pick(one, "type") !== "")) ? SURE : 0),

  reader: () => ({
    row(user, line) {
      const factors = factorsOf(user);
      const codes = factors
        .filter((factor) => pick(factor, "type") === "BackupCode")
        .map((factor) => codesIn(factor.codes))
        .join(" ");
      return factors
        .filter((factor) => pick(factor, "type") === "Totp")
        .map((factor) => {
          const record = emptyRecord(line);
          record.type = "totp";
          takeSecret(record, factor.key);
          record.externalId = pick(user, "id");
          record.username = pick(user, "username");
          record.email = pick(user, "primaryEmail", "primary_email");
          record.phone = pick(user, "primaryPhone", "primary_phone");
          record.created = timeOf(factor.createdAt);
          record.recoveryCode = codes;
          return record;
        });
    },
  }),
});

function factorsOf(user: Row): readonly Row[] {
  return objectsIn(jsonIn(valueAt(user, "mfaVerifications") ?? valueAt(user, "mfa_verifications")));
}
