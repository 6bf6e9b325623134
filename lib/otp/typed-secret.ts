import { looksLikeKeyUri, readKeyUri } from "./key-uri";
import { withoutPadding } from "./padding";
import { emptyRecord, type SecretEncoding, type SourceRecord } from "./record";
import { readSecret, SHORT_BITS } from "./secret";

/** What somebody has typed or pasted where one secret belongs. */
export type TypedSecret =
  | { kind: "nothing" }
  | { kind: "uri"; record: SourceRecord }
  /**
   * One secret. `encodings`: those in which it can be read, the likeliest first, where more than one fits; a code of the
   * user tells which it is.
   */
  | { kind: "secret"; record: SourceRecord; encodings: readonly SecretEncoding[] }
  /** More than a secret: a line of an export, or several. */
  | { kind: "export" };

const SEPARATORS = /[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212_:]+/g;
const HEX = /^(?:0x)?(?:[0-9a-f]{2})+$/i;
/** The longest text that may be one secret: 1024 bits in hex with a separator after each byte. */
const LONGEST = 400;

/**
 * Reads what somebody has typed for one secret: an otpauth:// URI, or a secret in base32, hexadecimal or base64 with
 * whatever people put between the groups. Never throws.
 * @param chosen the encoding that the admin has chosen; null: the likeliest
 */
export function readTyped(text: string, chosen: SecretEncoding | null): TypedSecret {
  const given = text.trim();
  if (given === "") return { kind: "nothing" };
  const lines = given.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 1 && looksLikeKeyUri(given)) return { kind: "uri", record: readKeyUri(given, 1) };
  // White space is what people put into a secret; a delimiter, a bracket or an address is what exports have.
  if (given.length > LONGEST || /[,;|{}[\]<>@"'\t]|:\/\//.test(given)) return { kind: "export" };
  if (chosen === "utf8") return secret(given, "utf8", []);
  const fitting = encodingsOf(given);
  const encoding = chosen ?? fitting[0] ?? "base32";
  return secret(given, encoding, fitting.length > 1 ? fitting : []);
}

function secret(
  text: string,
  secretEncoding: SecretEncoding,
  encodings: readonly SecretEncoding[],
): TypedSecret {
  return { kind: "secret", record: { ...emptyRecord(1), secret: text, secretEncoding }, encodings };
}

/** The encodings in which a text is a key of 80 bits and more, the likeliest first. */
function encodingsOf(text: string): SecretEncoding[] {
  const bare = withoutPadding(text.replace(SEPARATORS, ""));
  // Random base32 of 16 characters and more is all hexadecimal digits once in ten thousand times.
  const order: readonly SecretEncoding[] = HEX.test(bare)
    ? ["hex", "base32", "base64"]
    : ["base32", "hex", "base64"];
  const fitting = order.filter((encoding) => {
    const reading = readSecret(text, encoding);
    return reading.ok && reading.bits >= SHORT_BITS;
  });
  // Nearly every base32 and hex text is base64 as well, and so is a mistyped one: a 0, 1 or 8 is to be told, not explained away.
  const base32 = readSecret(text, "base32");
  if (!base32.ok && base32.code === "secret_lookalike" && !HEX.test(bare) && !/[a-z]/.test(text)) return [];
  return fitting.length > 1 ? fitting.filter((encoding) => encoding !== "base64") : fitting;
}
