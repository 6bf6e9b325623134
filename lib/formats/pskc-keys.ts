import { pbkdf2Async } from "@noble/hashes/pbkdf2.js";
import { hex } from "@scure/base";
import type { ReadOptions } from "./format";
import type { Problem } from "./problem";
import { childOf, textOf, type XmlElement } from "./xml";
import { base64Bytes, cipherOf, decrypt, hashFunction, hashOf, macFits, type Opened } from "./xmlenc";

/** More rounds than anybody uses, and a minute's work. */
const MAX_ROUNDS = 5_000_000;

/** What protects a container: read from the elements in front of its key packages. */
export type Protection = {
  encryptionKey?: XmlElement;
  macMethod?: XmlElement;
  /** Of drafts that name cipher and IV once for the whole container. */
  encryptionMethod?: XmlElement;
  digestMethod?: XmlElement;
};

/** Opens encrypted values; made once for a container. */
export type Opener = (value: Encrypted) => Uint8Array | Problem;

export type Encrypted = { cipher: string; data: string; mac: string };

const WRONG: Problem = { problem: "wrong_unlock" };

function unsupported(method: string): Problem {
  return { problem: "unlock_unsupported", values: { method } };
}

/**
 * The key of a container (RFC 6030 section 6) from what the admin typed, and what it opens: a pre-shared key in hex, or a
 * password through PBKDF2 (section 6.2). Where a value has a MAC it must fit, over the ciphertext as the RFC says or over
 * the plain value as some write it, else it is `wrong_unlock`; without one the padding must be in order. `unlock_unsupported`
 * for keys in certificates and for ciphers and MACs that are not known here; `first` is the first element with something
 * encrypted in it. Never throws.
 */
export async function openerFor(
  protection: Protection,
  first: XmlElement,
  options: ReadOptions,
): Promise<Opener | Problem> {
  const { encryptionKey, macMethod, encryptionMethod, digestMethod } = protection;
  const method = methodOf(encryptionKey) ?? unknownCipher(first, encryptionMethod);
  // Nobody is asked for a key that would not help.
  if (method !== null) return unsupported(method);
  const key = await keyOf(encryptionKey, options);
  if ("problem" in key) return key;
  const decrypted = (value: Encrypted) => openValue(value, key, encryptionMethod);
  const wrapped = encryptedIn(childOf(macMethod, "mackey"));
  // Whether this is the MAC's key, the MACs themselves say.
  const macKey = wrapped ? decrypted(wrapped) : { plain: key };
  if ("problem" in macKey) return macKey;
  const hash = hashOf((macMethod ?? digestMethod)?.attributes.get("algorithm") ?? "");
  return (value) => {
    const opened = decrypted(value);
    if ("problem" in opened) return opened;
    if (value.mac === "") return opened.strict ? opened.plain : WRONG;
    if (hash === null) return unsupported("HMAC");
    const mac = base64Bytes(value.mac);
    return mac && macFits(hash, macKey.plain, mac, [opened.data, opened.plain]) ? opened.plain : WRONG;
  };
}

function openValue(
  value: Encrypted,
  key: Uint8Array,
  shared: XmlElement | undefined,
): (Opened & { data: Uint8Array }) | Problem {
  const cipher = cipherOf(value.cipher || (shared?.attributes.get("algorithm") ?? ""));
  if (typeof cipher === "string") return unsupported(cipher);
  const data = base64Bytes(value.data);
  // A draft's container states cipher and IV once; else the IV stands before the data.
  const iv = value.cipher === "" ? base64Bytes(textOf(shared, "iv")) : null;
  const opened = data && decrypt(cipher, key, data, iv?.length === 16 ? iv : undefined);
  return opened ? { ...opened, data } : WRONG;
}

/** The ciphertext in an `EncryptedValue`, or anything else built like one. */
export function encryptedIn(element: XmlElement | undefined): Encrypted | null {
  const data = textOf(element, "cipherdata", "ciphervalue");
  if (data === "") return null;
  return { cipher: childOf(element, "encryptionmethod")?.attributes.get("algorithm") ?? "", data, mac: "" };
}

/** What kind of key nobody can type in; null for one that can be. */
function methodOf(encryptionKey: XmlElement | undefined): string | null {
  if (!encryptionKey) return null;
  if (childOf(encryptionKey, "x509data")) return "X.509";
  if (childOf(encryptionKey, "keyvalue")) return "RSA";
  return childOf(encryptionKey, "encryptedkey") ? "EncryptedKey" : null;
}

function unknownCipher(first: XmlElement, shared: XmlElement | undefined): string | null {
  const method = descendant(first, "encryptionmethod") ?? shared;
  const cipher = cipherOf(method?.attributes.get("algorithm") ?? "");
  return typeof cipher === "string" ? cipher : null;
}

function descendant(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : descendant(child, name);
    if (found) return found;
  }
  return undefined;
}

async function keyOf(
  encryptionKey: XmlElement | undefined,
  { unlock, progress }: ReadOptions,
): Promise<Uint8Array | Problem> {
  if (unlock === "") return WRONG;
  const derived = childOf(encryptionKey, "derivedkey");
  if (!derived) return hexKey(unlock) ?? WRONG;
  const method = childOf(derived, "keyderivationmethod");
  const params = childOf(method, "pbkdf2-params");
  const salt = base64Bytes(textOf(params, "salt", "specified") || textOf(params, "salt"));
  const hash = hashOf(childOf(params, "prf")?.attributes.get("algorithm") ?? "");
  const c = Number(textOf(params, "iterationcount"));
  const dkLen = Number(textOf(params, "keylength") || 16);
  if (!params || !salt || !hash || ![16, 24, 32].includes(dkLen)) return unsupported("PBKDF2");
  if (!Number.isInteger(c) || c < 1 || c > MAX_ROUNDS) return unsupported("PBKDF2");
  progress(0);
  const key = await pbkdf2Async(hashFunction(hash), unlock, salt, { c, dkLen });
  progress(1);
  return key;
}

function hexKey(text: string): Uint8Array | null {
  const bare = text
    .replace(/^\s*0x/i, "")
    .replace(/[\s:-]+/g, "")
    .toLowerCase();
  return /^(?:[0-9a-f]{2}){16,32}$/.test(bare) ? hex.decode(bare) : null;
}
