import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRecord, DEFAULT_CHOICES } from "./check";
import { readKeyUri } from "./key-uri";
import { newRecoveryCode, newSecret, writeKeyUri } from "./new-otp";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((one) => /[^\s:]/.test(one));

test("what is made new has nothing against it, and reads back from its URI", () => {
  fc.assert(
    fc.property(bytes(20), bytes(12), text, text, (key, code, issuer, account) => {
      const secret = newSecret(key);
      const record = {
        ...readKeyUri(writeKeyUri({ issuer, account, secret }), 1),
        userId: "0123456789abcdef01234567",
        recoveryCode: newRecoveryCode(code),
      };
      expect(record.issuer).toBe(issuer.replaceAll(":", " ").trim());
      expect(checkRecord(record, DEFAULT_CHOICES)).toMatchObject({
        secret,
        recoveryCode: record.recoveryCode,
        issues: [],
      });
    }),
  );
});

test("the URI of RFC 6238's key", () => {
  const secret = newSecret(new TextEncoder().encode("12345678901234567890"));
  expect(writeKeyUri({ issuer: "Harbour: Logistics", account: "ann+a@example.com", secret })).toBe(
    "otpauth://totp/Harbour%20%20Logistics:ann%2Ba%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbour%20%20Logistics&algorithm=SHA1&digits=6&period=30",
  );
});

test("too few random bytes are none", () => {
  expect(() => newSecret(new Uint8Array(19))).toThrow(RangeError);
  expect(() => newRecoveryCode(new Uint8Array(11))).toThrow(RangeError);
});
