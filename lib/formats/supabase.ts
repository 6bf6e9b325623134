import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { findRows } from "./json-rows";
import { isObject, valueAt } from "./json-value";
import { keysIn } from "./keys-in";
import { LockedRows } from "./locked-rows";
import { encryptedSecret, openSupabaseSecret, supabaseKey } from "./supabase-secret";
import { SURE, some, vendor } from "./vendor";
import { pick, type Row, takeSecret, timeOf } from "./vendor-values";

/**
 * Supabase's table `auth.mfa_factors` (supabase/auth, migrations), CSV or JSON: secrets in base32 of a SHA-1, 6 digits,
 * 30 s key, or encrypted under the project's key. Phones and passkeys are left out. Who `user_id` is stands in
 * `auth.users`.
 */
export const supabase = vendor({
  id: "supabase",
  app: "Supabase",
  extensions: [".csv", ".json", ".ndjson", ".sql"],
  rowsIn,

  is({ document, rows, columns }) {
    const inside = rowsIn(document);
    const factors = inside === null ? rows : inside.slice(0, 200).filter(isObject);
    const named = (name: string) => columns.has(name) || factors.some((row) => Object.hasOwn(row, name));
    return named("factor_type") && named("user_id") && named("secret") && named("status") ? SURE : 0;
  },

  lock: (sample) => {
    const inside = rowsIn(sample.document)?.filter(isObject) ?? [];
    const locked = (row: unknown) => encryptedSecret(valueAt(row, "secret")) !== null;
    return some(sample, locked) || inside.some(locked) ? "supabase_key" : undefined;
  },

  reader({ unlock }) {
    const keys = keysIn(unlock).flatMap((text) => supabaseKey(text) ?? []);
    const locked = new LockedRows();
    const open = async (record: SourceRecord, envelope: Row, id: string) => {
      const secret = await openSupabaseSecret(envelope, id, keys);
      if (secret === null) {
        record.found = [...record.found, "secret_locked"];
        return locked.failed() ?? [record];
      }
      locked.opened();
      record.secret = secret;
      return [record];
    };
    return {
      row(factor, line) {
        if (pick(factor, "factor_type") !== "totp") return [];
        const record = emptyRecord(line);
        record.type = "totp";
        record.externalId = pick(factor, "user_id");
        record.email = pick(factor, "email");
        record.device = pick(factor, "friendly_name");
        record.created = timeOf(factor.created_at);
        if (pick(factor, "status") !== "verified") record.found = ["record_unconfirmed"];
        const envelope = encryptedSecret(factor.secret);
        if (!envelope) {
          takeSecret(record, factor.secret);
          return [record];
        }
        return keys.length > 0 ? open(record, envelope, pick(factor, "id")) : { problem: "wrong_unlock" };
      },
      hopeless: () => locked.hopeless,
    };
  },
});

/** Rows of a document, also of one that wraps a single row. */
function rowsIn(document: unknown): readonly unknown[] | null {
  const row = valueAt(document, "row");
  return isObject(row) ? [row] : findRows(document);
}
