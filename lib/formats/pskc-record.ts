import { hex } from "@scure/base";
import { TOTP_OR_HOTP } from "@/lib/otp/parameters";
import type { SourceRecord } from "@/lib/otp/record";
import { loginOf } from "./dn";
import type { Problem } from "./problem";
import { type Encrypted, encryptedIn, type Opener } from "./pskc-keys";
import { nameUser, seedRecord } from "./seed";
import { childOf, textOf, type XmlElement } from "./xml";
import { base64Bytes } from "./xmlenc";

/** As long as a key in hex is, and in one case: no base64 of a random key ever looks like that. */
const HEX = /^(?=.{32}$|.{40}$|.{56}$|.{64}$|.{96}$|.{128}$)(?:[0-9a-f]+|[0-9A-F]+)$/;

/** A value in a key's `Data`: plain text, or encrypted. */
type Value = { plain: string } | { encrypted: Encrypted };

/** A key, and what its package says of the device that it is on. */
export type PskcKey = { key: XmlElement; info: XmlElement | undefined };

/** The keys of one `KeyPackage` (RFC 6030 section 4), or of a draft's `Device`, each with what stands beside it. */
export function keysIn(box: XmlElement): PskcKey[] {
  const info = childOf(box, "deviceinfo") ?? childOf(box, "deviceid");
  return box.children.filter(({ name }) => name === "key" || name === "secret").map((key) => ({ key, info }));
}

/**
 * One key (RFC 6030 section 4.2) as a record. A key without a secret in it is a record without one; a value that cannot
 * be opened is the Problem that says why.
 */
export function recordOf(
  { key, info }: PskcKey,
  open: Opener | null,
  encrypted: boolean,
): SourceRecord | Problem {
  const parameters = childOf(key, "algorithmparameters") ?? childOf(key, "usage");
  const response = childOf(parameters, "responseformat");
  const secret = secretOf(dataValue(key, "secret", encrypted), open);
  if ("problem" in secret) return secret;
  const interval = numberOf(
    dataValue(key, "timeinterval", encrypted) ?? dataValue(key, "time_interval", encrypted),
    open,
  );
  if (typeof interval !== "string") return interval;
  const counted = dataValue(key, "counter", encrypted) !== null;
  const stated = attribute(key, "algorithm", "keyalgorithm", "secretalgorithm");
  const record = seedRecord(key.line, {
    ...secret,
    label: textOf(info, "serialno") || attribute(key, "id", "keyid", "secretid"),
    issuer: textOf(key, "issuer"),
    device: textOf(key, "friendlyname") || `${textOf(info, "manufacturer")} ${textOf(info, "model")}`.trim(),
    type: typeOf(stated) || (interval !== "" ? "totp" : counted ? "hotp" : TOTP_OR_HOTP),
    algorithm: algorithmOf(childOf(parameters, "suite") ?? childOf(key, "suite")),
    digits: digitsOf(response),
    period: interval,
  });
  return nameUser(record, userOf(textOf(key, "userid")) || userOf(textOf(info, "userid")));
}

/** A key of which the values cannot be opened: whose it is, and that it is incomplete. */
export function recordWithoutSecret({ key, info }: PskcKey): SourceRecord | Problem {
  const children = key.children.filter(({ name }) => name !== "data");
  const record = recordOf({ key: { ...key, children }, info }, null, false);
  return "problem" in record ? record : { ...record, found: ["record_incomplete"] };
}

function attribute(element: XmlElement, ...names: readonly string[]): string {
  for (const name of names) {
    const value = element.attributes.get(name);
    if (value !== undefined) return value.trim();
  }
  return "";
}

/** `urn:ietf:params:xml:ns:keyprov:pskc:totp`, `…/pskc#hotp`, `HOTP`: the last word. */
function typeOf(algorithm: string): string {
  return /[^:#/]*$/.exec(algorithm)?.[0].toLowerCase() ?? "";
}

/** `HMAC-SHA256`, `OCRA-1:HOTP-SHA1-6:QN08`, privacyIDEA's `<Suite hashalgo="sha1"/>`. */
function algorithmOf(suite: XmlElement | undefined): string {
  const text = suite?.text.trim() || suite?.attributes.get("hashalgo")?.trim() || "";
  return /sha-?\d{1,3}|md5/i.exec(text)?.[0] ?? text.slice(0, 40);
}

/** The length of a code; other alphabets and check digits say so, as GenAuth has neither. */
function digitsOf(response: XmlElement | undefined): string {
  if (!response) return "";
  const length = attribute(response, "length");
  const alphabet = attribute(response, "encoding", "format");
  if (alphabet !== "" && !/^decimal$/i.test(alphabet)) return `${length} ${alphabet.slice(0, 20)}`;
  return /^(?:true|1)$/i.test(attribute(response, "checkdigits", "checkdigit")) ? `${length} + 1` : length;
}

/** A DN names a user by its uid or cn; one that names nobody is nobody. Anything else is a login itself. */
function userOf(text: string): string {
  return text.includes("=") ? loginOf(text) : text;
}

/** `<Data><Secret><PlainValue>`, or as drafts have it `<Data Name="SECRET"><Value>`. */
function dataValue(key: XmlElement, name: string, encrypted: boolean): Value | null {
  for (const data of key.children) {
    if (data.name !== "data") continue;
    const named = data.attributes.get("name")?.toLowerCase() === name;
    const element = named ? data : childOf(data, name);
    if (!element) continue;
    const mac = textOf(element, "valuemac") || textOf(element, "valuedigest");
    const box = childOf(element, "encryptedvalue");
    const inner = encryptedIn(box);
    if (inner) return { encrypted: { ...inner, mac } };
    const plain = textOf(element, "plainvalue");
    if (plain !== "") return { plain };
    const value = textOf(element, "value");
    if (value === "") return null;
    // In a draft's encrypted container the secret is encrypted, the rest as it is.
    return encrypted && name === "secret"
      ? { encrypted: { cipher: "", data: value, mac } }
      : { plain: value };
  }
  return null;
}

function secretOf(
  value: Value | null,
  open: Opener | null,
): Pick<SourceRecord, "secret" | "secretEncoding"> | Problem {
  if (!value) return { secret: "", secretEncoding: "base64" };
  if ("plain" in value) {
    const secret = value.plain.replace(/\s+/g, "");
    return { secret, secretEncoding: HEX.test(secret) ? "hex" : "base64" };
  }
  const bytes = open ? open(value.encrypted) : ({ problem: "wrong_unlock" } as const);
  return "problem" in bytes ? bytes : { secret: hex.encode(bytes), secretEncoding: "hex" };
}

/** A number in decimal, in base64 of that, or big-endian in base64. */
function numberOf(value: Value | null, open: Opener | null): string | Problem {
  if (!value) return "";
  if ("plain" in value && /^\d{1,12}$/.test(value.plain)) return value.plain;
  const bytes = "plain" in value ? base64Bytes(value.plain) : open ? open(value.encrypted) : null;
  if (bytes === null) return "plain" in value ? value.plain.slice(0, 20) : { problem: "wrong_unlock" };
  if ("problem" in bytes) return bytes;
  const text = String.fromCharCode(...bytes.subarray(0, 20));
  if (/^\d+$/.test(text)) return text;
  return String(bytes.subarray(0, 8).reduce((sum, byte) => sum * 256 + byte, 0));
}
