import type { Format } from "./format";
import type { Problem } from "./problem";
import { sampleOf } from "./sample";
import type { Source } from "./source";
import { pick } from "./vendor-values";

const BASE32 = /^[A-Z2-7]{16,200}=*$/i;

/**
 * How applications that encrypt the secret under a key of their own give themselves away, and what decrypts it there.
 * Every pattern is bounded, so linear.
 */
const SIGNS: readonly { app: string; sign: RegExp | ((source: Source) => boolean); recipe: string }[] = [
  {
    // ICrypto: ciphertext, IV and an HMAC-SHA-512, all in hex, then the version.
    app: "Nextcloud",
    sign: /(?<![0-9a-f])[0-9a-f]{32,1024}\|[0-9a-f]{16,32}\|[0-9a-f]{128}(?:\|[23])?(?![0-9a-f])/,
    recipe: "OCP\\Security\\ICrypto::decrypt",
  },
  {
    // Active Record encryption, as a JSON value in a column of its own; quotes are doubled in CSV, escaped in JSON.
    app: "Rails (devise-two-factor)",
    sign: /otp_secret[\s\S]{0,1000}?\{\\?"{1,2}p\\?"{1,2}:\\?"{1,2}[\w+/=-]{8,2000}\\?"{1,2},\\?"{1,2}h\\?"{1,2}:\{/,
    recipe: "bin/rails runner, user.otp_secret",
  },
  {
    app: "Rails (attr_encrypted)",
    sign: /\bencrypted_otp_secret_iv\b/,
    recipe: "bin/rails runner, user.otp_secret",
  },
  {
    // Rows of users_data of the module tfa.
    app: "Drupal TFA",
    sign: /\btfa_[th]otp_seed\b/,
    recipe: "drush php, Drupal::service('encryption')->decrypt",
  },
  {
    // Its table two_factor; the secret is AES under SECRET_KEY.
    app: "Gitea",
    sign: /\bscratch_salt\b[\s\S]{0,40}?\bscratch_hash\b/,
    recipe: "AesDecrypt with SECRET_KEY of app.ini",
  },
  {
    // Its table users_user, with the field encrypted under SECRET_KEY.
    app: "JumpServer",
    sign: (source) => isSealed(source, "otp_secret_key", "mfa_level"),
    recipe: "python manage.py shell, user.otp_secret_key",
  },
  {
    // Its table mxk_userinfo, with DES in hex.
    app: "MaxKey",
    sign: (source) => isSealed(source, "shared_secret", "shared_counter"),
    recipe: "PasswordReciprocal.getInstance().decoder",
  },
];

/**
 * Dumps of applications that keep OTP secrets encrypted with a key that is not in the dump. Recognised and named, so that
 * the admin dumps the decrypted secrets instead: some of them look like secrets that could be imported.
 */
export const encryptedColumns: Format = {
  id: "encrypted-columns",
  extensions: [".csv", ".json", ".sql"],
  detect: (source) => ({ confidence: problemIn(source) === null ? 0 : 0.93, plan: null }),
  async *read(source) {
    yield problemIn(source) ?? { problem: "no_otp" };
  },
};

function problemIn(source: Source): Problem | null {
  const head = source.head.slice(0, 64 << 10);
  const found = SIGNS.find(({ sign }) => (typeof sign === "function" ? sign(source) : sign.test(head)));
  return found ? { problem: "app_key", values: { app: found.app, recipe: found.recipe } } : null;
}

/** Whether a table has this column beside that other one, and no value in it is base32: those are decrypted already. */
function isSealed(source: Source, column: string, beside: string): boolean {
  const sample = sampleOf(source);
  return [sample, ...sample.tables.values()].some(({ columns, rows }) => {
    const values = rows.map((row) => pick(row, column)).filter((value) => value !== "");
    return columns.has(beside) && values.length > 0 && !values.some((value) => BASE32.test(value));
  });
}
