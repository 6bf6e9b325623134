import fc from "fast-check";
import { HOTP, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { readKeyUri } from "./key-uri";
import { readSecret } from "./secret";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("takes everything a Key URI states, and leaves the rest unstated", () => {
  const uri = `otpauth://totp/ACME%20Co:alice@example.com?secret=${SECRET}&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30`;
  expect(readKeyUri(uri, 7)).toMatchObject({
    line: 7,
    issuer: "ACME Co",
    label: "alice@example.com",
    email: "alice@example.com",
    type: "totp",
    secret: SECRET,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
    found: [],
  });
  expect(readKeyUri(`otpauth://totp/bob?secret=${SECRET}`, 1)).toMatchObject({
    label: "bob",
    email: "",
    algorithm: "",
    digits: "",
    period: "",
  });
});

describe("spellings of real exports", () => {
  test.each([
    ["+ for a space in the query", `otpauth://totp/a?secret=${SECRET}&issuer=My+Co`, { issuer: "My Co" }],
    ["HTML-escaped ampersands", `otpauth://totp/a?secret=${SECRET}&amp;digits=8`, { digits: "8" }],
    ["escaped twice", `otpauth://totp/a?secret=${SECRET}&amp;amp;algorithm=SHA256`, { algorithm: "SHA256" }],
    ["as WordPress does it", `otpauth://totp/a?secret=${SECRET}&#038;period=60`, { period: "60" }],
    ["in hexadecimal", `otpauth://totp/a?secret=${SECRET}&#x26;period=60`, { period: "60" }],
    [
      "spaces around a name",
      `otpauth://totp/a?secret=${SECRET}& digits =8&+period=60`,
      { digits: "8", period: "60" },
    ],
    ["an issuer only in the label", `otpauth://totp/Co:%20a?secret=${SECRET}`, { issuer: "Co", label: "a" }],
    ["a doubled colon", `otpauth://totp/Co::a?secret=${SECRET}`, { issuer: "Co", label: "a" }],
    [
      "characters not percent-encoded",
      `otpauth://totp/张三 :)?secret=${SECRET}`,
      { issuer: "张三", label: ")" },
    ],
    ["a stray percent sign", `otpauth://totp/100%?secret=${SECRET}`, { label: "100%" }],
    ["no label", `otpauth://totp/?secret=${SECRET}`, { label: "" }],
    ["no slash either", `otpauth://totp?secret=${SECRET}`, { label: "", secret: SECRET }],
    ["upper-case scheme and type", `OTPAUTH://TOTP/a?SECRET=${SECRET}`, { type: "totp", secret: SECRET }],
    ["Apple's scheme", `apple-otpauth://totp/a?secret=${SECRET}`, { secret: SECRET }],
    ["a slash in the label", `otpauth://totp/a/b?secret=${SECRET}`, { label: "a/b" }],
    ["another name for the hash", `otpauth://totp/a?secret=${SECRET}&algo=SHA256`, { algorithm: "SHA256" }],
    ["another name for the digits", `otpauth://totp/a?secret=${SECRET}&length=8`, { digits: "8" }],
    ["another name for the period", `otpauth://totp/a?secret=${SECRET}&timeStep=60`, { period: "60" }],
    ["hotp", `otpauth://hotp/a?secret=${SECRET}&counter=5`, { type: "hotp" }],
    ["the same parameter twice alike", `otpauth://totp/a?secret=${SECRET}&secret=${SECRET}`, { found: [] }],
  ])("%s", (_, uri, expected) => expect(readKeyUri(uri, 1)).toMatchObject(expected));
});

test.each([
  "",
  "otpauth://",
  "https://example.com/?secret=GEZDGNBV",
  "otpauth://totp/test",
  "otpauth://totp/a?secret=",
  "otpauth://totp/a?secret=GEZDGNBV&secret=MZXW6YTB",
  "otpauth://totp/a?secret=GEZDGNBV&period=30&interval=60",
  "totp://",
])("%j is no usable Key URI", (uri) => expect(readKeyUri(uri, 1).found).toEqual(["uri_invalid"]));

test("agrees with the otpauth library on every URI that library writes", () => {
  const word = fc
    .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
    .map((text) => text.replace(/[\s:]/g, "_"));
  fc.assert(
    fc.property(
      word,
      word,
      fc.uint8Array({ minLength: 10, maxLength: 64 }),
      fc.constantFrom("SHA1", "SHA256", "SHA512"),
      fc.constantFrom(6, 8),
      fc.boolean(),
      (issuer, label, key, algorithm, digits, timed) => {
        const secret = Buffer.from(key).toString("hex");
        const reading = readSecret(secret, "hex");
        const canonical = reading.ok ? reading.canonical : "";
        const config = { issuer, label, secret: canonical, algorithm, digits };
        const uri = (timed ? new TOTP(config) : new HOTP(config)).toString();
        expect(readKeyUri(uri, 1)).toMatchObject({
          issuer,
          label,
          secret: canonical,
          algorithm,
          digits: String(digits),
          type: timed ? "totp" : "hotp",
          found: [],
        });
      },
    ),
  );
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, prefixed) => {
      const record = readKeyUri(prefixed ? `otpauth://totp/${text}` : text, 1);
      if (record.secret === "") expect(record.found).toEqual(["uri_invalid"]);
    }),
  );
});
