import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Format } from "./format";
import { jsonInvalid } from "./json-problem";
import { isObject, listAt, textAt, valueAt } from "./json-value";
import { nameUser, seedRecord } from "./seed";

const MAX_DEPTH = 6;
/** A JSON Web Token: CAS encrypts secrets unless told not to (`cas.authn.mfa.gauth.crypto`). */
const ENCRYPTED = /^eyJ[\w-]+\./;

/**
 * The export of Apereo CAS's Google Authenticator accounts (`GoogleAuthenticatorAccount`): `username`, `secretKey` in
 * base32, `scratchCodes`, lists perhaps behind the name of their Java class. CAS knows no other parameters than TOTP, SHA-1,
 * 6 digits and 30 seconds, and writes none.
 */
export const casJson: Format = {
  id: "cas-json",
  extensions: [".json"],

  detect({ head }) {
    const mine = /"secretKey"\s*:/.test(head) && /"scratchCodes"\s*:|GoogleAuthenticatorAccount"/.test(head);
    return { confidence: mine ? 0.95 : 0, plan: null };
  },

  async *read(source) {
    const text = await source.text();
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      return yield jsonInvalid(text, error);
    }
    const batches = new Batches();
    for (const account of accountsIn(document, MAX_DEPTH)) {
      if (ENCRYPTED.test(textAt(account, "secretKey"))) {
        return yield { problem: "unlock_unsupported", values: { method: "CAS" } };
      }
      const full = batches.add(recordOf(account, batches.count + 1));
      if (full) yield full;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (batches.count === 0) yield { problem: "no_otp" };
  },
};

function* accountsIn(value: unknown, depth: number): Generator<unknown> {
  if (isObject(value) && Object.hasOwn(value, "secretKey")) yield value;
  else if (depth > 0 && typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) yield* accountsIn(inner, depth - 1);
  }
}

function recordOf(account: unknown, line: number): SourceRecord {
  const created = valueAt(account, "registrationDate");
  const record = seedRecord(line, {
    externalId: textAt(account, "id"),
    device: textAt(account, "name"),
    secret: textAt(account, "secretKey"),
    type: "totp",
    created: typeof created === "number" ? created : Date.parse(String(created)) || 0,
    recoveryCode: plainList(listAt(account, "scratchCodes"))
      // Numbers in the file, and so without the zeros in front that an eight-digit code may have.
      .map((code) => (typeof code === "number" ? String(code).padStart(8, "0") : String(code)))
      .join(" "),
  });
  return nameUser(record, textAt(account, "username"));
}

/** Jackson writes a typed list as `["java.util.ArrayList", [ … ]]`. */
function plainList(list: readonly unknown[]): readonly unknown[] {
  const [type, inner] = list;
  const plain = typeof type === "string" && Array.isArray(inner) ? inner : list;
  return plain.filter((code) => typeof code === "number" || typeof code === "string").slice(0, 100);
}
