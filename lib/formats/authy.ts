import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord, withoutIssuer } from "./account";
import { looksLikePreferences, readPreferences } from "./android-preferences";
import { appExport, attempt, LOCKED, MINE, NOT_MINE, type Opened, type Unlock } from "./app-export";
import { aesCbc, passwordBytes, pbkdf2 } from "./ciphers";
import { base64Bytes } from "./encoded-bytes";
import { parsed } from "./json-head";
import { isObject, textAt, valueAt } from "./json-value";

const STORE = "com.authy.storage.tokens.authenticator.key";
const ROUNDS = 1_000;
const NO_IV = new Uint8Array(16);
const MAX_TOKENS = 2_000;

/**
 * Authy's token store on a rooted phone (an Android preferences file, as beemdevelopment/Aegis imports it): an array of
 * tokens in JSON, whose secrets may be encrypted with the backup password (PBKDF2, AES-256-CBC). Algorithm and period are
 * not recorded.
 */
export const authy = appExport({
  id: "authy",
  extensions: [".xml"],

  detect({ head }) {
    if (!looksLikePreferences(head) || !head.includes(`"${STORE}"`)) return NOT_MINE;
    return head.includes("&quot;encryptedSecret&quot;") ? LOCKED : MINE;
  },

  async open(source, options) {
    const strings = readPreferences(await source.text());
    if (!(strings instanceof Map)) return strings;
    const tokens = parsed(strings.get(STORE) ?? "");
    const list = Array.isArray(tokens) ? tokens.slice(0, MAX_TOKENS) : [];
    return list.some((token) => isLocked(token))
      ? attempt(() => unlocked(list, options))
      : { document: list };
  },

  entries: (document) => (Array.isArray(document) ? document : []),
  record: readToken,
});

function isLocked(token: unknown): boolean {
  return textAt(token, "decryptedSecret") === "" && textAt(token, "encryptedSecret") !== "";
}

async function unlocked(tokens: readonly unknown[], { unlock, progress }: Unlock): Promise<Opened> {
  if (unlock === "") return { problem: "wrong_unlock" };
  const document: unknown[] = [];
  for (const token of tokens) {
    progress(document.length / tokens.length);
    if (isObject(token) && isLocked(token)) {
      const decryptedSecret = await decrypted(token, unlock);
      if (decryptedSecret === null) return { problem: "wrong_unlock" };
      document.push({ ...token, decryptedSecret });
    } else {
      document.push(token);
    }
  }
  return { document };
}

/** The wrong password may by chance leave a valid padding, but hardly ever base32 too. */
async function decrypted(token: unknown, unlock: string): Promise<string | null> {
  const data = base64Bytes(valueAt(token, "encryptedSecret"));
  const key = data && (await pbkdf2(unlock, passwordBytes(textAt(token, "salt")), ROUNDS, "SHA-1"));
  const bytes = key && (await aesCbc(key, NO_IV, data));
  const text = bytes && new TextDecoder().decode(bytes);
  return text && /^[A-Za-z2-7\s=-]+$/.test(text) ? text : null;
}

function readToken(token: unknown, line: number): SourceRecord | null {
  if (!isObject(token)) return null;
  const issuer = textAt(token, "originalIssuer");
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: textAt(token, "decryptedSecret"),
    digits: textAt(token, "digits"),
  };
  const name = textAt(token, "originalName") || textAt(token, "name");
  return nameRecord(record, withoutIssuer(name, issuer), issuer);
}
