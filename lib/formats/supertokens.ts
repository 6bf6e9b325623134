import { emptyRecord } from "@/lib/otp/record";
import { listAt, valueAt } from "./json-value";
import { SURE, some, vendor } from "./vendor";
import { isOff, objectsIn, pick, takeParameters, takeSecret, timeOf } from "./vendor-values";

/**
 * SuperTokens' users as its bulk import takes them (supertokens-core, bulkimport: `totpDevices[]`), or its table
 * `totp_user_devices`. The period is the device's own.
 */
export const supertokens = vendor({
  id: "supertokens",
  app: "SuperTokens",
  extensions: [".json", ".ndjson", ".csv"],
  is: (sample) =>
    some(sample, (row) => objectsIn(valueAt(row, "totpDevices")).length > 0) ||
    (sample.columns.has("secret_key") && sample.columns.has("skew") && sample.columns.has("device_name"))
      ? SURE
      : 0,

  reader: () => ({
    row(user, line) {
      const methods = listAt(user, "loginMethods");
      const login = [...objectsIn(methods)].sort(
        (a, b) => Number(b.isPrimary === true) - Number(a.isPrimary === true),
      );
      const devices = Object.hasOwn(user, "secret_key") ? [user] : objectsIn(valueAt(user, "totpDevices"));
      return devices.map((device) => {
        const record = emptyRecord(line);
        record.type = "totp";
        takeSecret(record, valueAt(device, "secretKey") ?? valueAt(device, "secret_key"));
        takeParameters(record, device);
        record.device = pick(device, "deviceName", "device_name");
        record.created = timeOf(pick(device, "created_at"));
        if (isOff(pick(device, "verified"))) record.found = ["record_unconfirmed"];
        record.externalId = pick(user, "externalUserId", "external_user_id", "user_id");
        for (const method of login) {
          record.email ||= pick(method, "email");
          record.phone ||= pick(method, "phoneNumber");
        }
        return record;
      });
    },
  }),
});
