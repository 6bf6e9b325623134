import { base32nopad, base64 } from "@scure/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { googleMigration } from "./google-migration";
import { readMigration } from "./migration";
import { readBytes, sourceOf } from "./testing";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

function varint(value: bigint): number[] {
  return value < 128n ? [Number(value)] : [Number(value % 128n) | 128, ...varint(value / 128n)];
}

/** A field of a protobuf message: a number, or bytes, text, or a message with their length before them. */
function field(number: number, value: number | bigint | string | Uint8Array): number[] {
  if (typeof value === "number" || typeof value === "bigint") {
    return [number << 3, ...varint(BigInt.asUintN(64, BigInt(value)))];
  }
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return [(number << 3) | 2, ...varint(BigInt(bytes.length)), ...bytes];
}

const key = base32nopad.decode(SECRET);
const otp = (...more: number[][]) => Uint8Array.from([...field(1, key), ...more.flat()]);
const uri = (...fields: number[][]) =>
  `otpauth-migration://offline?data=${encodeURIComponent(base64.encode(Uint8Array.from(fields.flat())))}`;
const alice = otp(field(2, "alice@example.com"), field(3, "X"), field(4, 1), field(5, 1), field(6, 2));

describe("what a QR code of Google Authenticator's export holds", () => {
  test("states everything but the period", () => {
    expect(readMigration(uri(field(1, alice), field(2, 1)), 7)?.records).toMatchObject([
      {
        line: 7,
        label: "alice@example.com",
        email: "alice@example.com",
        issuer: "X",
        secret: SECRET,
        type: "totp",
        algorithm: "SHA1",
        digits: "6",
        period: "",
      },
    ]);
  });

  test.each([
    ["HOTP", otp(field(6, 1), field(7, 4)), { type: "hotp" }],
    ["MD5", otp(field(4, 4)), { algorithm: "MD5" }],
    ["SHA-512 and 8 digits", otp(field(4, 3), field(5, 2)), { algorithm: "SHA512", digits: "8" }],
    ["nothing", otp(), { type: "", algorithm: "", digits: "" }],
    [
      "values nobody knows",
      otp(field(4, 9), field(5, 9), field(6, 9)),
      { type: "9", algorithm: "9", digits: "9" },
    ],
    ["an issuer in the name", otp(field(2, "X: bob"), field(3, "X")), { label: "bob", issuer: "X" }],
    ["an issuer only in the name", otp(field(2, "X:bob")), { label: "bob", issuer: "X" }],
    ["fields to come", otp(field(2, "bob"), field(99, "new"), [(98 << 3) | 5, 1, 2, 3, 4]), { label: "bob" }],
  ])("%s", (_, parameters, expected) => {
    expect(readMigration(uri(field(1, parameters)), 1)?.records).toMatchObject([expected]);
  });

  test("may come with raw plus signs, spaces for them, URL-safe or without padding", () => {
    const text = uri(field(1, otp(field(2, "a>>>?~~~"))));
    const data = decodeURIComponent(text.slice(text.indexOf("=") + 1));
    expect(data).toMatch(/[+/]/);
    const whole = readMigration(text, 1);
    for (const variant of [
      data,
      data.replaceAll("+", " "),
      data.replaceAll("+", "-").replaceAll("/", "_"),
      data.replace(/=+$/, ""),
    ]) {
      expect(readMigration(`otpauth-migration://offline?data=${variant}`, 1)).toEqual(whole);
    }
  });

  test("is refused as a whole when it is not whole", () => {
    const text = decodeURIComponent(uri(field(1, alice), field(1, alice)));
    for (let end = text.indexOf("=") + 1; end < text.length - 1; end++) {
      for (const { secret } of readMigration(text.slice(0, end), 1)?.records ?? [])
        expect(secret).toBe(SECRET);
    }
    expect(readMigration("otpauth-migration://offline?data=", 1)).toBeNull();
    expect(readMigration("otpauth-migration://offline", 1)).toBeNull();
    expect(readMigration("otpauth-migration://offline?data=%E0%A4%A", 1)).toBeNull();
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readMigration(`otpauth-migration://offline?data=${base64.encode(bytes)}`, 1);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("a list of them", () => {
  const batch = (index: number, of = 3) =>
    uri(field(1, alice), field(2, 1), field(3, of), field(4, index), field(5, -1234567890123n));

  async function partsOf(text: string): Promise<unknown[]> {
    const parts: unknown[] = [];
    const options = { plan: null, unlock: "", progress: () => undefined };
    for await (const item of googleMigration.read(sourceOf(text), options))
      if ("part" in item) parts.push(item.part);
    return parts;
  }

  test("tells which parts of an export they are", async () => {
    expect(await partsOf(`${batch(0)}\n${batch(2)}\n`)).toEqual([
      { id: "18446742839141661493", index: 0, of: 3 },
      { id: "18446742839141661493", index: 2, of: 3 },
    ]);
    expect(await partsOf(batch(0, 1))).toEqual([]);
    expect(await partsOf(batch(5, 3))).toEqual([]);
    expect(await partsOf(batch(0, 2 ** 31))).toEqual([]);
  });

  test("may have Key URIs and broken lines between them", async () => {
    const { format, records } = await readBytes(
      `# two phones\n${batch(0)}\notpauth://totp/bob?secret=${SECRET}\notpauth-migration://offline?data=AAAA\n`,
    );
    expect(format).toBe("google-migration");
    expect(records.map(({ line, label, found }) => [line, label, ...found])).toEqual([
      [2, "alice@example.com"],
      [3, "bob"],
      [4, "", "uri_invalid"],
    ]);
  });
});

test("what Ente has in its trash is not moved", async () => {
  const note = (trashed: boolean) => encodeURIComponent(JSON.stringify({ pinned: false, trashed }));
  const line = (trashed: boolean) => `otpauth://totp/X:bob?secret=${SECRET}&codeDisplay=${note(trashed)}\n`;
  const { format, records } = await readBytes(line(false) + line(true));
  expect(format).toBe("ente");
  expect(records.map(({ found }) => found)).toEqual([[], ["record_disabled"]]);
});
