import { expect, test } from "vitest";
import { fingerprintOf, isOfSecret } from "./fingerprint";

const KEY = Buffer.alloc(32, 7);
const ROW = { host: "https://a.example", pool: "p", userId: "u1", secret: "GEZDGNBVGY3TQOJQ" };
const CODE = "aaaa-bbbb";

test("every part of a row makes another fingerprint, and so does the key", () => {
  const rows = [
    ROW,
    { ...ROW, host: "https://b.example" },
    { ...ROW, pool: "q" },
    { ...ROW, userId: "u2" },
    { ...ROW, secret: "GEZDGNBVGY3TQOJR" },
    { ...ROW, recoveryCode: CODE },
    { ...ROW, recoveryCode: "aaaa-bbbc" },
  ];
  const prints = rows.map((row) => fingerprintOf(KEY, row).toString("hex"));
  prints.push(fingerprintOf(Buffer.alloc(32, 8), ROW).toString("hex"));
  expect(new Set(prints).size).toBe(prints.length);
  expect(fingerprintOf(KEY, { ...ROW })).toEqual(fingerprintOf(KEY, ROW));
});

test("a secret that GenAuth gives back is recognised without the recovery code", () => {
  for (const recoveryCode of [undefined, CODE]) {
    const print = fingerprintOf(KEY, { ...ROW, recoveryCode });
    expect(isOfSecret(KEY, print, ROW)).toBe(true);
    expect(isOfSecret(KEY, print, { ...ROW, secret: "GEZDGNBVGY3TQOJR" })).toBe(false);
    expect(isOfSecret(KEY, print, { ...ROW, userId: "u2" })).toBe(false);
  }
});
