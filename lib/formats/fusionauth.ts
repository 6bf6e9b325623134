import { emptyRecord } from "@/lib/otp/record";
import { isObject, listAt, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { codesIn, down, pick, takeParameters, takeSecret } from "./vendor-values";

/**
 * FusionAuth's users as its Import API takes them (FusionAuth docs, "Import Users": `twoFactor.methods[]`): the secret is
 * base64 of the key, its parameters lie under `authenticator`. Answers of the API leave the secrets out.
 */
export const fusionauth = vendor({
  id: "fusionauth",
  app: "FusionAuth",
  extensions: [".json", ".ndjson"],
  is: (sample) =>
    some(sample, ({ twoFactor }) => Array.isArray(valueAt(twoFactor, "methods")) || hasCodes(twoFactor))
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const methods = listAt(valueAt(user, "twoFactor"), "methods").filter(isObject);
      return methods
        .filter((method) => pick(method, "method") === "authenticator")
        .map((method) => {
          const record = emptyRecord(line);
          record.externalId = pick(user, "id");
          record.email = pick(user, "email");
          record.username = pick(user, "username");
          record.phone = pick(user, "mobilePhone", "phoneNumber");
          record.type = "totp";
          const base32 = pick(method, "secretBase32Encoded");
          record.secretEncoding = base32 === "" ? "base64" : "base32";
          takeSecret(record, base32 === "" ? method.secret : base32);
          takeParameters(record, method.authenticator);
          record.device = pick(method, "name");
          record.recoveryCode = codesIn(down(user, "twoFactor", "recoveryCodes"));
          return record;
        });
    },
  }),
});

function hasCodes(twoFactor: unknown): boolean {
  return Array.isArray(valueAt(twoFactor, "recoveryCodes"));
}
