import { base32nopad } from "@scure/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { secretKeyOf } from "./secret-key";

test("no secret has no key, and every secret has one", () => {
  expect(secretKeyOf("")).toBe(0);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      const key = secretKeyOf(base32nopad.encode(bytes));
      expect(key).toBeGreaterThan(0);
      expect(Number.isSafeInteger(key)).toBe(true);
    }),
  );
});

test("the same secret has the same key, and 200,000 different ones have as many keys", () => {
  const keys = new Set<number>();
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  for (let number = 0; number < 200_000; number++) {
    view.setUint32(16, number);
    keys.add(secretKeyOf(base32nopad.encode(bytes)));
  }
  expect(keys.size).toBe(200_000);
  expect(secretKeyOf("JBSWY3DPEHPK3PXP")).toBe(secretKeyOf("JBSWY3DPEHPK3PXP"));
});
