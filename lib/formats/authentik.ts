import { djangoDevice } from "./django-device";
import { SURE, vendor } from "./vendor";
import { pick } from "./vendor-values";

/**
 * The table of django-otp's devices, as authentik has it too (`authentik_stages_authenticator_totp_totpdevice`, before
 * 2023.10 `otp_totp_totpdevice`), CSV, JSON or SQL. Who `user_id` is stands in the table of users.
 */
export const authentik = vendor({
  id: "authentik",
  app: "authentik",
  extensions: [".csv", ".json", ".sql"],
  is: ({ columns }) =>
    ["key", "step", "t0", "digits", "user_id"].every((name) => columns.has(name)) ? SURE : 0,

  reader: () => ({
    row(row, line) {
      const record = djangoDevice(row, "totp", line);
      record.externalId = pick(row, "user_id");
      record.username = pick(row, "username");
      record.email = pick(row, "email");
      return [record];
    },
  }),
});
