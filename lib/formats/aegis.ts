import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import type { Opened, Unlock } from "./app-export";
import { aesGcm } from "./ciphers";
import { base64Bytes, hexBytes } from "./encoded-bytes";
import { joinBytes } from "./join-bytes";
import { decryptedJson, jsonExport } from "./json-export";
import { isObject, listAt, textAt, valueAt } from "./json-value";
import { scryptKey } from "./slow-keys";

const PASSWORD_SLOT = 1;
const MAX_SLOTS = 8;

/**
 * Aegis Authenticator's vault (beemdevelopment/Aegis, docs/vault.md): `db.entries[]` in the clear, or `db` encrypted by
 * AES-256-GCM under a master key that lies in `header.slots[]`, itself under scrypt of the password.
 */
export const aegis = jsonExport({
  id: "aegis",
  is: (document) =>
    isObject(valueAt(document, "header")) &&
    Object.hasOwn(valueAt(document, "header") as object, "slots") &&
    (isLocked(document) || isObject(valueAt(document, "db"))),
  entries: (document) => listAt(valueAt(document, "db"), "entries"),
  record: readEntry,
  locked: { is: isLocked, open: unlocked },
});

function isLocked(document: unknown): boolean {
  return listAt(valueAt(document, "header"), "slots").length > 0;
}

function readEntry(entry: unknown, line: number): SourceRecord | null {
  const info = valueAt(entry, "info");
  if (!isObject(info)) return null;
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(info, "secret"),
    type: textAt(entry, "type"),
    algorithm: textAt(info, "algo"),
    digits: textAt(info, "digits"),
    period: textAt(info, "period"),
  };
  return nameRecord(record, textAt(entry, "name"), textAt(entry, "issuer"));
}

async function unlocked(document: unknown, options: Unlock): Promise<Opened> {
  const header = valueAt(document, "header");
  const data = base64Bytes(valueAt(document, "db"));
  const slots = listAt(header, "slots").filter((slot) => valueAt(slot, "type") === PASSWORD_SLOT);
  if (slots.length === 0 || slots.length > MAX_SLOTS) {
    return { problem: "unlock_unsupported", values: { method: "Aegis, no password slot" } };
  }
  for (const slot of slots) {
    const salt = hexBytes(valueAt(slot, "salt"));
    const sealed = sealedBytes(hexBytes(valueAt(slot, "key"), 32), valueAt(slot, "key_params"));
    if (!salt || !sealed) continue;
    const key = await scryptKey(options, salt, {
      N: valueAt(slot, "n"),
      r: valueAt(slot, "r"),
      p: valueAt(slot, "p"),
    });
    if (!key) return { problem: "unlock_unsupported", values: { method: "scrypt" } };
    const master = await aesGcm(key, sealed.nonce, sealed.data);
    const vault = master && sealedBytes(data, valueAt(header, "params"));
    if (!vault) continue;
    const opened = decryptedJson(await aesGcm(master, vault.nonce, vault.data));
    return "document" in opened ? { document: { db: opened.document } } : opened;
  }
  return { problem: "wrong_unlock" };
}

/** The tag lies beside the data; WebCrypto wants it behind. */
function sealedBytes(
  data: Uint8Array | null,
  params: unknown,
): { nonce: Uint8Array; data: Uint8Array } | null {
  const nonce = hexBytes(valueAt(params, "nonce"), 12);
  const tag = hexBytes(valueAt(params, "tag"), 16);
  return data && nonce && tag ? { nonce, data: joinBytes([data, tag]) } : null;
}
