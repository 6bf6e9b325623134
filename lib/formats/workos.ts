import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { codesIn, objectsIn, pick, takeParameters, takeSecret } from "./vendor-values";

/**
 * What workos/workos-migrations takes (src/totp/parsers.ts): CSV `email,totp_secret,totp_issuer,totp_user`, or NDJSON with
 * `email` and `totp_secret`, `secret` or `mfa_factors[]`.
 */
export const workos = vendor({
  id: "workos",
  app: "WorkOS",
  extensions: [".csv", ".ndjson", ".json"],
  is: (sample) =>
    sample.columns.has("email") &&
    sample.columns.has("totp_secret") &&
    (sample.columns.has("totp_issuer") || sample.columns.has("totp_user")) &&
    some(sample, (row) => pick(row, "email") !== "")
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const factors = objectsIn(valueAt(user, "mfa_factors"));
      return [user, ...factors].flatMap((factor): SourceRecord[] => {
        const totp = valueAt(factor, "totp") ?? factor;
        const record = emptyRecord(line);
        takeSecret(record, valueAt(totp, "totp_secret") ?? valueAt(totp, "secret"));
        if (record.secret === "" && record.found.length === 0) return [];
        takeParameters(record, totp);
        record.type = "totp";
        record.email = pick(user, "email");
        record.externalId = pick(user, "user_id", "id");
        record.issuer = pick(user, "totp_issuer");
        record.label = pick(user, "totp_user");
        record.recoveryCode = codesIn(valueAt(user, "recovery_codes") ?? valueAt(user, "backup_codes"));
        return [record];
      });
    },
  }),
});
