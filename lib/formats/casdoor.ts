import { emptyRecord } from "@/lib/otp/record";
import { valueAt } from "./json-value";
import { SURE, vendor } from "./vendor";
import { codesIn, pick, takeSecret } from "./vendor-values";

/**
 * Casdoor's users (casdoor/casdoor, object/user.go) as `init_data` dumps or the table `user` have them: `totpSecret` in
 * base32 of a SHA-1, 6 digits, 30 s key; `recoveryCodes`. The API masks both. `mfaAccounts` are the user's OTPs for other
 * sites and none of our business.
 */
export const casdoor = vendor({
  id: "casdoor",
  app: "Casdoor",
  extensions: [".json", ".csv"],
  is: ({ columns }) =>
    (columns.has("totpsecret") || columns.has("totp_secret")) && columns.has("owner") && columns.has("name")
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const record = emptyRecord(line);
      takeSecret(record, valueAt(user, "totpSecret") ?? valueAt(user, "totp_secret"));
      if (/^\*+$/.test(record.secret)) record.secret = "";
      if (record.secret === "" && record.found.length === 0) return [];
      record.type = "totp";
      record.externalId = pick(user, "id");
      record.username = pick(user, "name");
      record.email = pick(user, "email");
      record.phone = pick(user, "phone");
      record.recoveryCode = codesIn(valueAt(user, "recoveryCodes") ?? valueAt(user, "recovery_codes"));
      return [record];
    },
  }),
});
