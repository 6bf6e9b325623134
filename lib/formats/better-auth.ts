import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hex, utf8 } from "@scure/base";
import { emptyRecord } from "@/lib/otp/record";
import { valueAt } from "./json-value";
import { keysIn } from "./keys-in";
import { LockedRows } from "./locked-rows";
import { SURE, some, vendor } from "./vendor";
import { codesIn, isOff, pick, type Row, timeOf } from "./vendor-values";

/** nonce (24 bytes), at least one byte, tag (16 bytes), in hexadecimal; newer versions put the secret's version before it. */
const SEALED = /^(?:\$ba\$\d+\$)?((?:[0-9a-f]{2}){41,})$/i;

/**
 * better-auth's table `twoFactor` (better-auth, plugins/two-factor and crypto): secrets encrypted with
 * XChaCha20-Poly1305 under SHA-256 of BETTER_AUTH_SECRET. The key of the OTP is the decrypted string itself, as UTF-8.
 * Backup codes are a JSON array, encrypted or plain. Digits and period are in the application's settings only.
 */
export const betterAuth = vendor({
  id: "better-auth",
  app: "better-auth",
  extensions: [".json", ".csv", ".ndjson", ".sql"],
  is: (sample) => (some(sample, isTwoFactor) ? SURE : 0),
  lock: () => "better_auth_secret",

  reader({ unlock }) {
    const keys = keysIn(unlock).map((text) => sha256(utf8.decode(text)));
    const locked = new LockedRows();
    return {
      row(row, line) {
        const sealed = pick(row, "secret");
        if (sealed === "") return [];
        const record = emptyRecord(line);
        record.externalId = pick(row, "userId", "user_id");
        record.email = pick(row, "email");
        record.created = timeOf(pick(row, "createdAt", "created_at"));
        if (isOff(pick(row, "verified"))) record.found = ["record_unconfirmed"];
        const secret = opened(sealed, keys);
        if (secret === null) {
          record.found = [...record.found, "secret_locked"];
          return locked.failed() ?? [record];
        }
        locked.opened();
        record.type = "totp";
        record.secret = secret;
        record.secretEncoding = "utf8";
        const codes = pick(row, "backupCodes", "backup_codes");
        record.recoveryCode = codesIn(SEALED.test(codes) ? opened(codes, keys) : codes);
        return [record];
      },
      hopeless: () => locked.hopeless,
    };
  },
});

function isTwoFactor(row: Row): boolean {
  const named = ["backupCodes", "backup_codes", "backupcodes"].some(
    (name) => valueAt(row, name) !== undefined,
  );
  return named && pick(row, "userId", "user_id") !== "" && SEALED.test(pick(row, "secret"));
}

function opened(sealed: string, keys: readonly Uint8Array[]): string | null {
  const digits = SEALED.exec(sealed)?.[1];
  if (!digits) return null;
  const bytes = hex.decode(digits.toLowerCase());
  for (const key of keys) {
    try {
      const plain = xchacha20poly1305(key, bytes.subarray(0, 24)).decrypt(bytes.subarray(24));
      return new TextDecoder("utf-8", { fatal: true }).decode(plain);
    } catch {
      // Another key's, perhaps.
    }
  }
  return null;
}
