import { emptyRecord } from "@/lib/otp/record";
import { keysIn } from "./keys-in";
import { laravelEnvelope, laravelKey, openLaravel } from "./laravel-crypt";
import { LockedRows } from "./locked-rows";
import { SURE, vendor } from "./vendor";
import { codesIn, pick, timeOf } from "./vendor-values";

/**
 * Laravel Fortify's columns of the table `users` (laravel/fortify, EnableTwoFactorAuthentication): `two_factor_secret` and
 * `two_factor_recovery_codes`, encrypted with APP_KEY. Without `two_factor_confirmed_at` nobody has confirmed it.
 */
export const laravel = vendor({
  id: "laravel",
  app: "Laravel",
  extensions: [".csv", ".json", ".ndjson", ".sql"],
  is: ({ columns, rows }) => {
    const secrets = rows.map((row) => pick(row, "two_factor_secret")).filter((secret) => secret !== "");
    return secrets.length > 0 && secrets.every(isEnvelope) && columns.has("two_factor_secret") ? SURE : 0;
  },
  lock: () => "laravel_app_key",

  reader({ unlock }) {
    const keys = keysIn(unlock).flatMap((text) => laravelKey(text) ?? []);
    if (keys.length === 0) return { problem: "wrong_unlock" };
    const locked = new LockedRows();
    return {
      async row(user, line) {
        const sealed = pick(user, "two_factor_secret");
        if (sealed === "") return [];
        const record = emptyRecord(line);
        record.externalId = pick(user, "id");
        record.email = pick(user, "email");
        record.username = pick(user, "username");
        record.phone = pick(user, "phone");
        record.created = timeOf(pick(user, "two_factor_confirmed_at"));
        if ("two_factor_confirmed_at" in user && record.created === 0) record.found = ["record_unconfirmed"];
        const envelope = laravelEnvelope(sealed);
        const secret = envelope && (await openLaravel(envelope, keys));
        if (secret === null) {
          record.found = [...record.found, "secret_locked"];
          return locked.failed() ?? [record];
        }
        locked.opened();
        record.type = "totp";
        record.secret = secret;
        const codes = laravelEnvelope(pick(user, "two_factor_recovery_codes"));
        record.recoveryCode = codesIn(codes && (await openLaravel(codes, keys)));
        return [record];
      },
      hopeless: () => locked.hopeless,
    };
  },
});

/** Whether a text is, or may go on to be, base64 of `{"iv":…`. */
function isEnvelope(text: string): boolean {
  return text.startsWith("eyJpdiI6") || "eyJpdiI6".startsWith(text);
}
