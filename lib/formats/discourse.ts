import { emptyRecord } from "@/lib/otp/record";
import { SURE, vendor } from "./vendor";
import { isOff, pick, takeSecret, timeOf } from "./vendor-values";

/**
 * Discourse's table `user_second_factors` (discourse, app/models/user_second_factor.rb): method 1 is TOTP with `data` in
 * base32; the others (hashed backup codes, security keys) are left out.
 */
export const discourse = vendor({
  id: "discourse",
  app: "Discourse",
  extensions: [".csv", ".json", ".sql"],
  is: ({ columns }) =>
    ["user_id", "method", "data", "enabled"].every((name) => columns.has(name)) ? SURE : 0,

  reader: () => ({
    row(row, line) {
      if (pick(row, "method") !== "1") return [];
      const record = emptyRecord(line);
      record.type = "totp";
      takeSecret(record, row.data);
      record.device = pick(row, "name");
      record.created = timeOf(row.created_at);
      record.externalId = pick(row, "user_id");
      record.username = pick(row, "username");
      record.email = pick(row, "email");
      if (isOff(pick(row, "enabled"))) record.found = [...record.found, "record_disabled"];
      return [record];
    },
  }),
});
