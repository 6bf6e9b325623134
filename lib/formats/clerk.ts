import { emptyRecord } from "@/lib/otp/record";
import { listAt, valueAt } from "./json-value";
import { SURE, vendor } from "./vendor";
import { codesIn, pick, takeSecret } from "./vendor-values";

/**
 * Clerk's user export, CSV (perhaps below a comment) or JSON: `totp_secret` in base32, `backup_codes`
 * (clerk/migration-tool, samples/). Clerk fills `totp_secret` only on request.
 */
export const clerk = vendor({
  id: "clerk",
  app: "Clerk",
  extensions: [".csv", ".json"],
  is: ({ columns }) =>
    columns.has("totp_secret") &&
    columns.has("id") &&
    (columns.has("primary_email_address") || columns.has("verified_email_addresses"))
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const record = emptyRecord(line);
      takeSecret(record, valueAt(user, "totp_secret"));
      if (record.secret === "" && record.found.length === 0) return [];
      record.type = "totp";
      record.externalId = pick(user, "id");
      const addresses = listAt(user, "email_addresses").filter((one) => typeof one === "string");
      record.email =
        pick(user, "primary_email_address") ||
        firstOf(pick(user, "verified_email_addresses") || (addresses[0] ?? ""));
      record.username = pick(user, "username");
      record.phone = pick(user, "primary_phone_number") || firstOf(pick(user, "verified_phone_numbers"));
      record.recoveryCode = codesIn(valueAt(user, "backup_codes"));
      return [record];
    },
  }),
});

function firstOf(list: string): string {
  return list.split(/[|,;\s]+/)[0] ?? "";
}
