import { emptyRecord, type SourceRecord } from "./record";

const SCHEME = /^(?:apple-)?otpauth:\/\/(?<type>[a-z0-9-]+)(?:\/(?<label>[^?]*))?(?:\?(?<query>.*))?$/is;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** What web pages write for `&`, once or several times over: `&amp;`, `&amp;amp;`, WordPress' `&#038;`. */
const AMPERSAND = /&(?:amp;)*(?:amp|#0{0,8}38|#x0{0,8}26);/gi;

/** What programs call the parameters beside the names that the format gives them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    algorithm: "algo alg hash hashalgorithm hash_algorithm hashalgo hashlib",
    digits: "digit length codelength code_length otplen",
    period: "step timestep time_step interval timeinterval",
  }).flatMap(([name, others]) => others.split(" ").map((other) => [other, name] as const)),
);

/** Whether a text claims to be a Key URI: `otpauth://…`, or Apple's `apple-otpauth://…`. */
export function looksLikeKeyUri(text: string): boolean {
  return /^(?:apple-)?otpauth:\/\//i.test(text);
}

/**
 * Reads one Key URI (Google Authenticator's Key URI format: `otpauth://TYPE/ISSUER:ACCOUNT?secret=…&issuer=…`).
 * Never throws. Parameters that it does not state stay "". Of the spellings seen in real exports it takes `+` for a
 * space in the query, `&amp;` and its like, spaces around a name, bytes that are not percent-encoded, an issuer only in the label, doubled colons, and parameters under other names.
 * Without a readable URI or secret the record carries `uri_invalid`. A parameter given twice with different values is
 * `uri_invalid` too: nobody can tell which one counts.
 */
export function readKeyUri(text: string, line: number): SourceRecord {
  const record = emptyRecord(line);
  const match = SCHEME.exec(text.trim().replace(AMPERSAND, "&"));
  const parts = match?.groups;
  const query = readQuery(parts?.query ?? "");
  if (!parts || !query) return { ...record, found: ["uri_invalid"] };

  const [labelIssuer, account] = splitLabel(percentDecoded(parts.label ?? ""));
  record.issuer = query.get("issuer") ?? labelIssuer;
  record.label = account;
  if (EMAIL.test(account)) record.email = account;
  // Steam's five letters have a URI like any TOTP's, except that its issuer, or KeePassXC's `encoder`, says Steam.
  const steam = /^steam$/i.test(query.get("encoder") ?? record.issuer);
  record.type = steam ? "steam" : (parts.type ?? "").toLowerCase();
  record.secret = query.get("secret") ?? "";
  record.algorithm = query.get("algorithm") ?? "";
  record.digits = query.get("digits") ?? "";
  record.period = query.get("period") ?? "";
  if (record.secret === "") record.found = ["uri_invalid"];
  return record;
}

/** The query's parameters by the format's own lower-case names, or null if one is given twice with different values. */
function readQuery(query: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 1) continue;
    const written = percentDecoded(pair.slice(0, equals).replaceAll("+", " ")).trim().toLowerCase();
    const name = OTHER_NAMES.get(written) ?? written;
    const value = percentDecoded(pair.slice(equals + 1).replaceAll("+", " "));
    const before = parameters.get(name);
    if (before !== undefined && before !== value) return null;
    parameters.set(name, value);
  }
  return parameters;
}

/** `Issuer:account` or `account`; spaces and further colons after the first do not belong to the account. */
function splitLabel(label: string): [issuer: string, account: string] {
  const colon = label.indexOf(":");
  if (colon < 0) return ["", label.trim()];
  return [
    label.slice(0, colon).trim(),
    label
      .slice(colon + 1)
      .replace(/^[:\s]+/, "")
      .trim(),
  ];
}

/** RFC 3986 percent-decoding that leaves a stray `%` as it is. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
