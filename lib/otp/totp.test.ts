import { expect, test } from "vitest";
import { hotpCode, totpCode } from "./totp";

const seed = (length: number) => new TextEncoder().encode("1234567890".repeat(7).slice(0, length));

test("RFC 4226 appendix D: HOTP values for counters 0 to 9", () => {
  const expected = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ");
  expect(expected.map((_, counter) => hotpCode(seed(20), counter))).toEqual(expected);
});

// RFC 6238 appendix B; the SHA-256 and SHA-512 seeds are 32 and 64 bytes long (errata 2866).
test.each([
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
])("RFC 6238 appendix B: TOTP values at %i s", (seconds, sha1, sha256, sha512) => {
  const at = (length: number, algorithm: string) =>
    totpCode(seed(length), seconds * 1000, 30, { algorithm, digits: 8 });
  expect(at(20, "SHA1")).toBe(sha1);
  expect(at(32, "SHA256")).toBe(sha256);
  expect(at(64, "SHA512")).toBe(sha512);
});

test("a code holds for the whole 30 seconds and changes at their end", () => {
  expect(totpCode(seed(20), 59_999)).toBe(totpCode(seed(20), 30_000));
  expect(totpCode(seed(20), 60_000)).not.toBe(totpCode(seed(20), 59_999));
});
