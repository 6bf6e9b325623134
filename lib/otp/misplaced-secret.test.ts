import { sha512 } from "@noble/hashes/sha2.js";
import { base32nopad } from "@scure/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "./check";
import { looksLikeSecret, MASK, withoutMisplacedSecret } from "./misplaced-secret";
import { emptyRecord } from "./record";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("looks like a secret", () => {
  test.each([
    ["base32", SECRET],
    ["80 bits", "JBSWY3DPEHPK3PXP"],
    ["GenAuth's own", "HZ2F6J3AGNAVSOTV"],
    ["padded", "MFBDGLK7PBNFUWS2LJNFUWS2LJ======"],
    ["in groups", "JBSW Y3DP EHPK 3PXP"],
    ["a URI", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"],
    ["Google's", "OTPAUTH-MIGRATION://offline?data=CjEK"],
    ["Apple's", "apple-otpauth://totp/a"],
    ["hex", "3132333435363738393031323334353637383930"],
  ])("%s", (_, text) => expect(looksLikeSecret(text)).toBe(true));

  test.each([
    [10, 0.85],
    [20, 0.95],
    [32, 0.95],
  ])("of random keys of %i bytes at least a share of %d", (bytes, share) => {
    const keys = Array.from({ length: 5_000 }, (_, at) =>
      sha512(Uint8Array.of(at, at >> 8)).subarray(0, bytes),
    );
    const seen = keys.filter((key) => looksLikeSecret(base32nopad.encode(key)));
    expect(seen.length / keys.length).toBeGreaterThan(share);
  });
});

describe("does not", () => {
  test.each([
    ["GenAuth's user id", "5f8d0d55b54764421b7156c1"],
    ["GenAuth's user id in capitals", "5F8D0D55B54764421B7156C1"],
    ["a UUID", "9f8b6c1e-4a53-4b0e-9d3c-0a1b2c3d4e5f"],
    ["a UUID in capitals", "9F8B6C1E-4A53-4B0E-9D3C-0A1B2C3D4E5F"],
    ["a UUID without dashes", "9f8b6c1e4a534b0e9d3c0a1b2c3d4e5f"],
    ["an MD5", "D41D8CD98F00B204E9800998ECF8427E"],
    ["a SHA-256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["a ULID", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    ["a KSUID", "0ujtsYcgvSTl8PAuAdqWYSMnLOv"],
    ["a cuid", "cjld2cjxh0000qzrmn831i7rn"],
    ["Auth0", "auth0|5f7c8ec7c33c6c004bbafe82"],
    ["Okta", "00u1abcd2EFGHIJKL3x7"],
    ["Firebase", "tRcfmLH7o2Xx5Tk2bG9aLdQzW1J3"],
    ["Salesforce", "0055e000003XyZaAAK"],
    ["WorkOS", "user_01E4ZCR3C56J083X43JQXF3JK5"],
    ["AWS", "AIDAJQABLZS4A3QDU576Q"],
    ["a SID", "S-1-5-21-3623811015-3361044348-30300820-1013"],
    ["a DN", "uid=alice,cn=users,cn=accounts,dc=example,dc=test"],
    ["an e-mail address", "alice.van.den.berg@example.com"],
    ["one in capitals", "ALICE.VANDENBERG@EXAMPLE.COM"],
    ["a phone", "+8613800138000138"],
    ["a Chinese citizen's number", "11010519491231002X"],
    ["a login in capitals", "CHRISTOPHERJOHNSON"],
    ["with a number behind", "ALEXANDERSMITH23"],
    ["and with one inside", "JONATHAN2OLIVEIRA"],
    ["a machine", "DESKTOP-7K2QJ5A-BERLIN"],
    ["a serial number", "2345672345672345"],
    ["another", "FTK2345672345672"],
    ["a full name", "MARIA FERNANDA GONZALEZ"],
    ["a Chinese name", "赵磊赵磊赵磊赵磊赵磊赵磊赵磊赵磊"],
    ["a test's id", "AAAAAAAAAAAAAAAA2AAAAAAA"],
  ])("%s", (_, text) => expect(looksLikeSecret(text)).toBe(false));

  test("no UUID, GenAuth id or e-mail address does", () => {
    // Of this century: they begin with 01.
    const ulid = fc.ulid().map((id) => `01${id.slice(2)}`);
    const genAuthId = fc.stringMatching(/^[0-9a-f]{24}$/);
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), genAuthId, fc.emailAddress(), ulid), (id) => {
        expect(looksLikeSecret(id)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("a record is handed back as it is, or without the secret and blocked for it", () => {
  const fine = { ...emptyRecord(2), email: "alice@example.com", username: "alice", secret: SECRET };
  expect(withoutMisplacedSecret(fine)).toBe(fine);
  const shifted = withoutMisplacedSecret({ ...fine, username: SECRET, issuer: "ACME", algorithm: SECRET });
  expect(shifted).toMatchObject({
    email: "alice@example.com",
    username: "",
    label: MASK,
    issuer: "ACME",
    algorithm: MASK,
  });
  expect(checkRecord(shifted, DEFAULT_CHOICES).issues).toContain("secret_misplaced");
  expect(fine.username).toBe("alice");
});

test("of a parameter whatever may be a secret is hidden, what a source calls it is not", () => {
  const seen = (algorithm: string) => withoutMisplacedSecret({ ...emptyRecord(2), algorithm }).algorithm;
  for (const secret of [
    SECRET.toLowerCase(),
    "d41d8cd98f00b204e9800998ecf8427e",
    "aGVsbG8Kd29ybGQKaGVsbG8=",
    "jbsw y3dp ehpk 3pxp",
  ])
    expect(seen(secret)).toBe(MASK);
  for (const word of [
    "HMAC-SHA-256-128",
    "PBKDF2WithHmacSHA256",
    "urn:ietf:params:xml:ns:keyprov:pskc:pin",
    "8",
    "challenge-response",
  ])
    expect(seen(word)).toBe(word);
});
