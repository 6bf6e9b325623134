import { base32nopad } from "@scure/base";
import { emptyRecord, type SourceRecord } from "@/lib/otp/record";
import { nameRecord } from "./account";
import { looksLikePreferences, readPreferences } from "./android-preferences";
import { appExport, MINE, NOT_MINE } from "./app-export";
import { parsed } from "./json-head";
import { jsonInvalid } from "./json-problem";
import { headDocument, isObject, listAt, textAt, valueAt } from "./json-value";

/**
 * FreeOTP+'s backup (helloworld1/FreeOTPPlus, `tokens[]` in JSON) and the token store of FreeOTP 1 and FreeOTP+ (an Android
 * preferences file, one token a string): the secret is an array of Java's signed bytes. FreeOTP 2 writes serialised Java
 * objects, which are refused by their first bytes.
 */
export const freeOtp = appExport({
  id: "freeotp",
  extensions: [".json", ".xml"],

  detect(source) {
    const stored = looksLikePreferences(source.head) && /&quot;secret&quot;:\s*\[\s*-?\d/.test(source.head);
    return stored || isToken(listAt(headDocument(source), "tokens")[0]) ? MINE : NOT_MINE;
  },

  async open(source) {
    const text = await source.text();
    if (!looksLikePreferences(text)) {
      try {
        return { document: listAt(JSON.parse(text), "tokens") };
      } catch (error) {
        return jsonInvalid(text, error);
      }
    }
    const strings = readPreferences(text);
    return strings instanceof Map ? { document: [...strings.values()].map(parsed) } : strings;
  },

  entries: (document) => (Array.isArray(document) ? document : []),
  record: readToken,
});

function isToken(token: unknown): boolean {
  return Array.isArray(valueAt(token, "secret")) && valueAt(token, "label") !== undefined;
}

function readToken(token: unknown, line: number): SourceRecord | null {
  if (!isObject(token) || !isToken(token)) return null;
  const record: SourceRecord = {
    ...emptyRecord(line),
    secret: secretOf(listAt(token, "secret")),
    type: textAt(token, "type"),
    algorithm: textAt(token, "algo"),
    digits: textAt(token, "digits"),
    period: textAt(token, "period"),
  };
  // The user may rename a token; what the service called it is `Int` and `label`.
  return nameRecord(record, textAt(token, "label"), textAt(token, "issuerInt") || textAt(token, "issuerExt"));
}

/** A byte out of Java's range makes the whole secret unreadable: "" and the record says that there is none. */
function secretOf(bytes: readonly unknown[]): string {
  const inRange = bytes.every(
    (byte) => typeof byte === "number" && Number.isInteger(byte) && byte >= -128 && byte <= 127,
  );
  return inRange ? base32nopad.encode(Uint8Array.from(bytes as number[])) : "";
}
