import { emptyRecord, type SecretEncoding, type SourceRecord } from "@/lib/otp/record";
import { readSecret } from "@/lib/otp/secret";

const HEX = /^(?:[0-9a-f]{2}){8,128}$/i;
const TYPE = /^(?:totp|hotp|motp|ocra2?|daypassword|yubikey|yubico|spass|pw|hmac|sms|email|tiqr|push)$/i;
const EMAIL = /^[^\s@]{1,254}@[^\s@]{1,254}$/;
/** RFC 4226 appendix E and RFC 6238 size the key by its hash; so do the servers that write no hash into a seed file. */
const HASH_BY_DIGITS: Readonly<Record<number, string>> = {
  56: "SHA224",
  64: "SHA256",
  96: "SHA384",
  128: "SHA512",
};

/** Whether a cell is a seed in hex, of 64 bits and more. */
export function isHexSeed(cell: string | undefined): boolean {
  return cell !== undefined && HEX.test(cell);
}

/** Whether a cell names a kind of token. */
export function isTokenType(cell: string | undefined): boolean {
  return cell !== undefined && TYPE.test(cell);
}

/** The hash that a key of this length is made for; "" for every length but those of SHA-2. */
export function hashByLength(seed: string, encoding: SecretEncoding = "hex"): string {
  if (encoding === "hex") return HASH_BY_DIGITS[seed.length] ?? "";
  const read = readSecret(seed, encoding);
  return (read.ok && HASH_BY_DIGITS[read.bits / 4]) || "";
}

/** One encoding for a whole column (formats.md section 1): hex if every seed in it could be. */
export function seedEncoding(seeds: readonly (string | undefined)[]): SecretEncoding {
  const filled = seeds.filter((seed) => seed !== undefined && seed !== "");
  return filled.every(isHexSeed) ? "hex" : "base32";
}

/** A record of one line with the values that it states. */
export function seedRecord(line: number, stated: Partial<SourceRecord>): SourceRecord {
  return Object.assign(emptyRecord(line), stated);
}

/** Names the user by a login; one that looks like an e-mail address is that too. */
export function nameUser(record: SourceRecord, login: string): SourceRecord {
  record.username = login;
  if (EMAIL.test(login)) record.email = login;
  return record;
}
