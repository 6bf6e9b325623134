import { base32nopad } from "@scure/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSecret, secretBytes } from "./secret";

const ascii = (text: string) => new TextEncoder().encode(text);
const canonicalOf = (text: string, encoding: Parameters<typeof readSecret>[1] = "base32") => {
  const reading = readSecret(text, encoding);
  return reading.ok ? reading.canonical : reading.code;
};

describe("base32", () => {
  // RFC 4648 section 10, padded as printed there.
  test.each([
    ["f", "MY======"],
    ["fo", "MZXQ===="],
    ["foo", "MZXW6==="],
    ["foob", "MZXW6YQ="],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI======"],
  ])("reads the RFC 4648 vector for %j", (text, encoded) => {
    const bare = encoded.replace(/=+$/, "");
    expect(canonicalOf(encoded)).toBe(bare);
    expect(secretBytes(bare)).toEqual(ascii(text));
  });

  test("any key survives every way of writing it down", () => {
    const writers: ((canonical: string) => string)[] = [
      (text) => text,
      (text) => text.toLowerCase(),
      (text) => text + "=".repeat((8 - (text.length % 8)) % 8),
      (text) => text.replace(/(.{4})(?=.)/g, "$1 "),
      (text) => text.replace(/(.{4})(?=.)/g, "$1-"),
      (text) => `\u00a0${text.replace(/(.{5})/g, "$1\u200b")} `,
      // Full-width letters and digits, as Chinese input methods write them.
      (text) => text.replace(/./g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    ];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(writers.length - 1), (key, way) => {
        const canonical = base32nopad.encode(key);
        const written = writers[way]?.(canonical) ?? "";
        const reading = readSecret(written, "base32");
        expect(reading).toMatchObject({ ok: true, canonical, bits: key.length * 8 });
        if (reading.ok) expect(reading.notes).toEqual(written === canonical ? [] : ["secret_normalised"]);
        expect(secretBytes(canonical)).toEqual(key);
      }),
    );
  });

  test.each(["", "gezdgnbv", "GEZDGNB1", "GEZDGNBV=", "GEZ", "MZ", "ÄEZDGNBV"])(
    "what is no canonical secret has no bytes: %j",
    (text) => expect(() => secretBytes(text)).toThrow(TypeError),
  );

  test("left-over bits are dropped as authenticator apps drop them, and said so", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z2-7]{2,64}$/), (text) => {
        const reading = readSecret(text, "base32");
        expect(reading.ok).toBe(true);
        if (!reading.ok) return;
        expect(reading.bits).toBe(Math.floor((text.length * 5) / 8) * 8);
        expect(secretBytes(reading.canonical)).toHaveLength(reading.bits / 8);
        expect(text.startsWith(reading.canonical.slice(0, -1))).toBe(true);
        expect(reading.notes).toEqual(reading.canonical === text ? [] : ["secret_bits_dropped"]);
      }),
    );
  });

  test("17 characters, as some exports contain, are 80 bits", () => {
    expect(readSecret("JBSWY3DPEHPK3PXPA", "base32")).toMatchObject({
      canonical: "JBSWY3DPEHPK3PXP",
      notes: ["secret_bits_dropped"],
    });
  });

  test.each(["JBSWY3DPEHPK3PX0", "JBSWY3DPEHPK3PX1", "JBSWY3DPEHPK3PX8"])(
    "%s: a digit that looks like a letter is never turned into one",
    (text) => expect(canonicalOf(text)).toBe("secret_lookalike"),
  );

  // Upper-casing turns ß into SS, ŉ into ʼN and ı into I: a secret that nobody has written.
  test.each([
    "JBSWY3DPEHPK3Pß",
    "JBSWY3DPEHPK3PXı",
    "JBSWY3DPEHPK3PXŉ",
    "JBSWY3DPEHPK3PXΑ",
    "JBSWY3DPEHPK3PXé",
  ])("%s: a letter of another alphabet is none of base32", (text) =>
    expect(canonicalOf(text)).toBe("secret_not_base32"),
  );

  test.each([
    ["JBSWY3DPEHPK3PX!", "secret_not_base32"],
    ["JBSWY3DPEHPK3PX9", "secret_not_base32"],
    ["A", "secret_not_base32"],
    ["", "secret_missing"],
    [" = ", "secret_missing"],
    ["8.6552E+11", "secret_number"],
    ["A".repeat(500), "secret_too_long"],
  ])("%j is refused as %s", (text, code) => expect(canonicalOf(text)).toBe(code));
});

describe("hex, base64 and raw characters", () => {
  test("give the same canonical secret for the same key", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (key) => {
        const canonical = base32nopad.encode(key);
        const hex = Buffer.from(key).toString("hex");
        const base64 = Buffer.from(key).toString("base64");
        expect(canonicalOf(hex, "hex")).toBe(canonical);
        expect(canonicalOf(`0x${hex.toUpperCase().replace(/(..)(?=.)/g, "$1:")}`, "hex")).toBe(canonical);
        expect(canonicalOf(base64, "base64")).toBe(canonical);
        expect(canonicalOf(base64.replace(/=+$/, ""), "base64")).toBe(canonical);
        expect(canonicalOf(Buffer.from(key).toString("base64url"), "base64")).toBe(canonical);
      }),
    );
  });

  test("raw characters are the key even where they look like base32 (Keycloak)", () => {
    expect(canonicalOf("DJmQfC73VGFhw7D4QJ8A", "utf8")).toBe("IRFG2ULGIM3TGVSHIZUHON2EGRIUUOCB");
    expect(canonicalOf("12345678901234567890", "utf8")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });

  test.each([
    ["abc", "hex", "secret_not_hex"],
    ["zz", "hex", "secret_not_hex"],
    ["!!!!", "base64", "secret_not_base64"],
    ["", "base64", "secret_missing"],
    ["half a character \ud800", "utf8", "record_incomplete"],
  ] as const)("%j as %s is refused as %s", (text, encoding, code) => {
    expect(canonicalOf(text, encoding)).toBe(code);
  });
});

test("no text in any encoding makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 80 }),
        // UTF-16 units, lone surrogates among them, as JSON can hold them.
        fc.array(fc.nat(0xffff), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
      ),
      fc.constantFrom("base32", "hex", "base64", "utf8"),
      (text, encoding) => {
        const reading = readSecret(text, encoding);
        if (reading.ok)
          expect(readSecret(reading.canonical, "base32")).toMatchObject({
            canonical: reading.canonical,
            notes: [],
          });
      },
    ),
  );
});

test("a run of padding in the middle takes no longer than any other text", () => {
  const started = process.cpuUsage();
  const text = `JBSWY${"=".repeat(300_000)}3DPE`;
  for (const encoding of ["base32", "hex", "base64"] as const)
    expect(readSecret(text, encoding).ok).toBe(false);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
});
