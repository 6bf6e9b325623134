import type { SourceRecord } from "@/lib/otp/record";
import { Batches } from "./batches";
import type { Detected, Format, ReadOptions } from "./format";
import type { Problem } from "./problem";
import { type Opener, openerFor, type Protection } from "./pskc-keys";
import { keysIn, type PskcKey, recordOf, recordWithoutSecret } from "./pskc-record";
import { readXml, rootOf, type XmlElement } from "./xml";
import { cipherOf } from "./xmlenc";

const ROOTS = new Set(["keycontainer", "secretcontainer"]);
const PACKAGES = new Set(["keypackage", "device"]);
/** Elements of a container that say how it is protected. */
const PARTS: ReadonlyMap<string, keyof Protection> = new Map([
  ["encryptionkey", "encryptionKey"],
  ["macmethod", "macMethod"],
  ["encryptionmethod", "encryptionMethod"],
  ["digestmethod", "digestMethod"],
]);

/**
 * PSKC (RFC 6030) and the drafts before it (keyprov-pskc 02, OATH's of 2006), in any namespace and case (privacyIDEA writes
 * all names in lower case). Protected with a pre-shared AES key (`pskc_key`) or a password (`pskc_password`), MACs
 * verified; a certificate, 3DES or Camellia is `unlock_unsupported`. A key whose value does not open although another did
 * is a record without a secret, `record_incomplete`.
 */
export const pskc: Format = {
  id: "pskc",
  extensions: [".xml", ".pskc", ".pskcxml"],

  detect({ head }): Detected {
    if (!ROOTS.has(rootOf(head))) return { confidence: 0, plan: null };
    const lock = lockOf(head);
    return { confidence: 0.98, plan: null, ...(lock && { lock }) };
  },

  async *read(source, options) {
    const container = new Container(options);
    const batches = new Batches();
    let problem: Problem | null = null;
    for await (const elements of readXml(source.chunks())) {
      if ("problem" in elements) problem = elements;
      else
        for (const element of elements) {
          for (const key of container.take(element)) {
            const record = await container.record(key);
            if ("problem" in record) {
              problem = record;
              break;
            }
            const full = batches.add(record);
            if (full) yield full;
          }
          if (problem) break;
        }
      if (problem) break;
    }
    const rest = batches.rest();
    if (rest.length > 0) yield rest;
    if (problem) yield problem;
    else if (batches.count === 0) yield { problem: "no_otp" };
  },
};

class Container {
  private readonly options: ReadOptions;
  private readonly protection: Protection = {};
  private open: Opener | Problem | null = null;
  private opened = 0;

  constructor(options: ReadOptions) {
    this.options = options;
  }

  /** The keys in an element, which may also say how those after it are protected. */
  take(element: XmlElement): PskcKey[] {
    const part = PARTS.get(element.name);
    if (part) this.protection[part] ??= element;
    return PACKAGES.has(element.name) ? keysIn(element) : [];
  }

  async record(key: PskcKey): Promise<SourceRecord | Problem> {
    const encrypted = isEncrypted(this.protection.encryptionMethod);
    if (!encrypted && !holdsEncrypted(key.key)) return recordOf(key, null, false);
    this.open ??= await openerFor(this.protection, key.key, this.options);
    if ("problem" in this.open) return this.open;
    const record = recordOf(key, this.open, encrypted);
    if (!("problem" in record)) {
      if (record.secret !== "") this.opened++;
      return record;
    }
    if (record.problem !== "wrong_unlock" || this.opened === 0) return record;
    return recordWithoutSecret(key);
  }
}

/** Drafts name one cipher for the container, or `NONE`. */
function isEncrypted(method: XmlElement | undefined): boolean {
  return method !== undefined && !/^none$/i.test(method.attributes.get("algorithm")?.trim() ?? "none");
}

function holdsEncrypted(element: XmlElement): boolean {
  return element.name === "encryptedvalue" || element.children.some(holdsEncrypted);
}

/** What the head says has to be typed in; nothing where that would not help. */
function lockOf(head: string): "pskc_key" | "pskc_password" | null {
  const has = (name: string) => new RegExp(`<(?:[\\w.-]{1,100}:)?${name}[\\s/>]`, "i").test(head);
  const methods = [
    ...head.matchAll(/encryptionmethod\s{1,100}algorithm\s{0,100}=\s{0,100}["']([^"']{0,200})["']/gi),
  ]
    .map(([, uri = ""]) => uri)
    .filter((uri) => !/^\s*none\s*$/i.test(uri));
  if (methods.length === 0 && !has("encryptedvalue")) return null;
  if (has("x509data") || has("keyvalue") || has("encryptedkey")) return null;
  if (methods.some((uri) => typeof cipherOf(uri) === "string")) return null;
  return has("derivedkey") ? "pskc_password" : "pskc_key";
}
