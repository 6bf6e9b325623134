import { base32nopad, base64, hex } from "@scure/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SecretEncoding } from "./record";
import { readSecret } from "./secret";
import { readTyped } from "./typed-secret";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const HEX = "3132333435363738393031323334353637383930";

/** The canonical secret that a text is read to. */
function canonical(text: string, chosen: SecretEncoding | null = null): string {
  const typed = readTyped(text, chosen);
  if (typed.kind !== "secret" && typed.kind !== "uri") return typed.kind;
  const reading = readSecret(typed.record.secret, typed.record.secretEncoding);
  return reading.ok ? reading.canonical : reading.code;
}

describe("one secret", () => {
  test.each([
    ["base32", SECRET],
    ["lower case in groups", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"],
    ["with dashes", "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ"],
    ["over two lines", "GEZDGNBVGY3TQOJQ\nGEZDGNBVGY3TQOJQ\n"],
    ["hexadecimal", HEX],
    ["hexadecimal with a prefix", `0x${HEX}`],
    ["hexadecimal in pairs", HEX.replace(/..(?=.)/g, "$&:")],
    ["base64", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA="],
    ["a Key URI", `otpauth://totp/Example:ann?secret=${SECRET}`],
  ])("in %s", (_name, text) => expect(canonical(`  ${text} `)).toBe(SECRET));

  test("as the characters themselves, when that is chosen", () => {
    expect(canonical("12345678901234567890", "utf8")).toBe(SECRET);
  });

  test.each([20, 32])("every key of %i bytes comes back from each way of writing it", (length) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (key) => {
        const meant = base32nopad.encode(key);
        for (const [encoding, text] of [
          ["base32", meant],
          ["hex", hex.encode(key)],
          ["base64", base64.encode(key)],
        ] as const) {
          const typed = readTyped(text, null);
          if (typed.kind !== "secret") throw new Error(typed.kind);
          // Where base32 and hexadecimal both fit, both are named; base64 without a letter of its own passes for them.
          if (canonical(text) !== meant && encoding !== "base64") expect(typed.encodings).toContain(encoding);
          if (canonical(text) !== meant && encoding === "base64")
            expect(text).toMatch(/^[A-Z0-9=]+$|^[a-z2-7=]+$|^[0-9a-f]+$/i);
          expect(canonical(text, encoding)).toBe(meant);
        }
      }),
    );
  });

  test("that reads as two things says so", () => {
    const both = "ABCDEF234567ABCDEF234567";
    const typed = readTyped(both, null);
    expect(typed).toMatchObject({ kind: "secret", encodings: ["hex", "base32"] });
    expect(readTyped(both, "base32")).toMatchObject({ record: { secretEncoding: "base32" } });
  });

  test("with a 0, 1 or 8 is told, and not taken for base64", () => {
    expect(canonical("GEZDGNBVGY3TQ0JQGEZDGNBVGY3TQOJQ")).toBe("secret_lookalike");
  });

  test("that is nonsense is told as base32, which most are", () => {
    expect(canonical("not a secret at all!")).toBe("secret_not_base32");
  });
});

test.each([
  ["a line of a CSV", `ann@example.com,${SECRET}`],
  ["a line of a spreadsheet", `ann\t${SECRET}`],
  ["JSON", `{"secret":"${SECRET}"}`],
  ["XML", `<secret>${SECRET}</secret>`],
  ["several URIs", `otpauth://totp/a?secret=${SECRET}\notpauth://totp/b?secret=${SECRET}`],
  ["Google's export", "otpauth-migration://offline?data=CjEKCkhlbGxv"],
  ["a whole file", "x".repeat(1_000)],
])("more than a secret: %s", (_name, text) => expect(readTyped(text, null)).toEqual({ kind: "export" }));

test("nothing", () => expect(readTyped(" \n ", null)).toEqual({ kind: "nothing" }));
