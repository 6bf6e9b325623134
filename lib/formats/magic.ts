import type { Problem } from "./problem";

/** What a file's first bytes can give away, in the order of looking; `at` is the offset, 0 if not said. */
const SIGNATURES: readonly { bytes: string; at?: number; problem: Problem }[] = [
  { bytes: "%PDF-", problem: { problem: "pdf" } },
  { bytes: "\x89PNG", problem: { problem: "image" } },
  { bytes: "\xff\xd8\xff", problem: { problem: "image" } },
  { bytes: "GIF8", problem: { problem: "image" } },
  { bytes: "WEBP", at: 8, problem: { problem: "image" } },
  { bytes: "ftypheic", at: 4, problem: { problem: "image" } },
  { bytes: "\x1f\x8b", problem: { problem: "gzip" } },
  { bytes: "SQLite format 3\0", problem: { problem: "sqlite" } },
  { bytes: "\xac\xed\0\x05", problem: { problem: "java" } },
  // An OLE2 container: .xls, or .xlsx with a password.
  { bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", problem: { problem: "xlsx" } },
  { bytes: "AUTHENTICATORPRO", problem: { problem: "encrypted", values: { app: "Stratum" } } },
  { bytes: "AuthenticatorPro", problem: { problem: "encrypted", values: { app: "Stratum" } } },
  { bytes: "\x03\xd9\xa2\x9a", problem: { problem: "encrypted", values: { app: "KeePass" } } },
  { bytes: "Salted__", problem: { problem: "encrypted", values: { app: "OpenSSL" } } },
  { bytes: "U2FsdGVkX1", problem: { problem: "encrypted", values: { app: "OpenSSL" } } },
  { bytes: "age-encryption.org/v1", problem: { problem: "encrypted", values: { app: "age" } } },
  { bytes: "-----BEGIN AGE ENCRYPTED FILE", problem: { problem: "encrypted", values: { app: "age" } } },
  { bytes: "$ANSIBLE_VAULT;", problem: { problem: "encrypted", values: { app: "Ansible Vault" } } },
];

/** A zip begins with a file, the end of an empty archive, or the mark of a split one (APPNOTE 4.3). */
const ZIP_RECORDS = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];

/** andOTP writes its PBKDF2 rounds, drawn from this range, as a big-endian int32 and nothing else in the clear. */
const ANDOTP_ROUNDS = { from: 140_000, to: 160_000 };

/**
 * Names a file that is no text by its first bytes (a few KiB are enough), or null. `zip` against `xlsx` is told by the
 * names of the zip's first entries; PGP by its armour or by the tag of its first packet (RFC 9580 section 4.2).
 */
export function sniffMagic(bytes: Uint8Array): Problem | null {
  const head = latin1(bytes.subarray(0, 4096));
  for (const { bytes: signature, at = 0, problem } of SIGNATURES) {
    if (head.startsWith(signature, at)) return problem;
  }
  if (ZIP_RECORDS.some((record) => head.startsWith(record))) {
    return { problem: /\[Content_Types\]\.xml|xl\//.test(head) ? "xlsx" : "zip" };
  }
  if (/^\s*(?:\xef\xbb\xbf)?-----BEGIN PGP /.test(head) || isPgpMessage(bytes)) return { problem: "pgp" };
  if (isAndOtp(bytes, head)) return { problem: "encrypted", values: { app: "andOTP" } };
  return null;
}

function isPgpMessage(bytes: Uint8Array): boolean {
  const [tag = 0, length = 0, version = 0] = bytes;
  // Public-key encrypted session key, old format with a one- or two-byte length, version 3.
  if (tag === 0x84 || tag === 0x85) return (tag === 0x84 ? version : bytes[3]) === 3;
  // Symmetric-key encrypted session key: old format 0x8c, new format 0xc3; version 4 to 6. New format 0xc1: public key.
  if (tag === 0x8c || tag === 0xc3) return length < 64 && version >= 4 && version <= 6;
  return tag === 0xc1 && version >= 3 && version <= 6 && bytes.length > 64 && length >= 64 && length !== 0xff;
}

function isAndOtp(bytes: Uint8Array, head: string): boolean {
  if (bytes.length < 44 || !head.startsWith("\0")) return false;
  const rounds = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return rounds >= ANDOTP_ROUNDS.from && rounds <= ANDOTP_ROUNDS.to;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
