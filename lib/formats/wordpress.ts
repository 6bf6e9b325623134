import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { SURE, some, vendor } from "./vendor";
import { pick, takeSecret } from "./vendor-values";

const PREFIX = "_two_factor_";

/**
 * WordPress' table `usermeta` with the keys of the Two-Factor plugin (WordPress/two-factor, class-two-factor-totp.php):
 * `_two_factor_totp_key` in base32, `_two_factor_enabled_providers`; backup codes are hashed.
 */
export const wordpress = vendor({
  id: "wordpress",
  app: "WordPress",
  extensions: [".csv", ".json", ".sql"],
  is: (sample) =>
    sample.columns.has("meta_value") && some(sample, (row) => pick(row, "meta_key").startsWith(PREFIX))
      ? SURE
      : 0,

  reader: () => {
    const records = new Map<string, SourceRecord>();
    const hashed = new Set<string>();
    const off = new Set<string>();
    return {
      row(row, line) {
        const user = pick(row, "user_id") || pick(row, "user_login") || pick(row, "user_email");
        const value = pick(row, "meta_value");
        switch (pick(row, "meta_key")) {
          case "_two_factor_totp_key": {
            const record = emptyRecord(line);
            record.type = "totp";
            takeSecret(record, value);
            record.externalId = pick(row, "user_id");
            record.username = pick(row, "user_login");
            record.email = pick(row, "user_email");
            records.set(user, record);
            break;
          }
          case "_two_factor_backup_codes":
            if (value !== "" && !value.startsWith("a:0:")) hashed.add(user);
            break;
          case "_two_factor_enabled_providers":
            if (!value.includes("Two_Factor_Totp")) off.add(user);
        }
        return [];
      },
      end() {
        for (const [user, record] of records) {
          if (hashed.has(user)) record.found = [...record.found, "recovery_hashed"];
          if (off.has(user)) record.found = [...record.found, "record_disabled"];
        }
        return [...records.values()];
      },
    };
  },
});
