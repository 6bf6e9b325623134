import { createCipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readSecret } from "@/lib/otp/secret";
import { pskc } from "./pskc";
import { readBytes, sourceOf } from "./testing";

const SEED = Buffer.from("ferry seed of 20 byt");
const BASE32 = "MZSXE4TZEBZWKZLEEBXWMIBSGAQGE6LU";
const KEY = Buffer.from("00112233445566778899aabbccddeeff", "hex");
const MAC_KEY = Buffer.from("a key for the MAC 20");
const XMLENC = "http://www.w3.org/2001/04/xmlenc#";

/** Node's own AES, so that ours is not tested against itself. */
function encrypted(plain: Buffer, key = KEY): Buffer {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}

function value(data: Buffer, algorithm = "aes128-cbc"): string {
  return `<x:EncryptionMethod Algorithm="${XMLENC}${algorithm}"/><x:CipherData><x:CipherValue>
    ${data.toString("base64")}</x:CipherValue></x:CipherData>`;
}

type Options = {
  mac?: string;
  macName?: string;
  macOver?: Buffer;
  key?: string;
  algorithm?: string;
  serial?: string;
};

function keyPackage(data: Buffer, { mac, macOver = data, algorithm, serial = "1" }: Options): string {
  const valueMac =
    mac === undefined
      ? ""
      : `<ValueMAC>${createHmac(mac, MAC_KEY).update(macOver).digest("base64")}</ValueMAC>`;
  return `<KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo></DeviceInfo>
    <Key Id="k${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Data>
    <Secret><EncryptedValue>${value(data, algorithm)}</EncryptedValue>${valueMac}</Secret>
    <TimeInterval><PlainValue>30</PlainValue></TimeInterval></Data></Key></KeyPackage>`;
}

function container(
  packages: string,
  { mac, macName = `hmac-${mac}`, key = PRE_SHARED }: Options,
  kek = KEY,
): string {
  const method =
    mac === undefined
      ? ""
      : `<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#${macName}"><MACKey>
         ${value(encrypted(MAC_KEY, kek), `aes${kek.length * 8}-cbc`)}</MACKey></MACMethod>`;
  return `<?xml version="1.0"?>
    <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:x="${XMLENC}">
    <EncryptionKey>${key}</EncryptionKey>${method}${packages}</KeyContainer>`;
}

const PRE_SHARED = "<KeyName>Ferry key</KeyName>";
const ITERATIONS = 2_000;
const DERIVED = `<DerivedKey><KeyDerivationMethod Algorithm="http://www.rsasecurity.com/…#pbkdf2"><PBKDF2-params>
  <Salt><Specified>c2FsdCBhbmQgcGVwcGVy</Specified></Salt><IterationCount>${ITERATIONS}</IterationCount>
  <KeyLength>16</KeyLength></PBKDF2-params></KeyDerivationMethod></DerivedKey>`;

async function secretsOf(text: string, unlock: string) {
  const { records, problem } = await readBytes(text, "", unlock);
  return {
    secrets: records.map(({ secret, secretEncoding }) => {
      const reading = readSecret(secret, secretEncoding);
      return reading.ok ? reading.canonical : reading.code;
    }),
    problem,
  };
}

const OPENED = { secrets: [BASE32], problem: null };
const WRONG = { secrets: [], problem: { problem: "wrong_unlock" } };

describe("a pre-shared key (RFC 6030 figure 6)", () => {
  const options = { mac: "sha1" };
  const text = container(keyPackage(encrypted(SEED), options), options);

  test("is asked for, and opens the file; separators in it do not matter", async () => {
    expect(pskc.detect(sourceOf(text))).toMatchObject({ confidence: 0.98, lock: "pskc_key" });
    expect(await secretsOf(text, KEY.toString("hex"))).toEqual(OPENED);
    expect(await secretsOf(text, " 0x00112233 44556677:8899AABB-CCDDEEFF ")).toEqual(OPENED);
  });

  test.each(["", "00", "no key", "00112233445566778899aabbccddee00"])(
    "%j is the wrong one",
    async (unlock) => {
      expect(await secretsOf(text, unlock)).toEqual(WRONG);
    },
  );

  test.each(["sha256", "sha512"])("HMAC-%s is verified as well", async (mac) => {
    const good = container(keyPackage(encrypted(SEED), { mac }), { mac });
    expect(await secretsOf(good, KEY.toString("hex"))).toEqual(OPENED);
    const bad = container(keyPackage(encrypted(SEED), { mac, macOver: SEED.subarray(1) }), { mac });
    expect(await secretsOf(bad, KEY.toString("hex"))).toEqual(WRONG);
  });

  test("a MAC over the plain value is taken too", async () => {
    const plain = container(keyPackage(encrypted(SEED), { ...options, macOver: SEED }), options);
    expect(await secretsOf(plain, KEY.toString("hex"))).toEqual(OPENED);
  });

  test("a MAC that nobody here can compute is never passed over", async () => {
    const odd = { mac: "sha1", macName: "hmac-ripemd160" };
    expect(await secretsOf(container(keyPackage(encrypted(SEED), odd), odd), KEY.toString("hex"))).toEqual({
      secrets: [],
      problem: { problem: "unlock_unsupported", values: { method: "HMAC" } },
    });
  });

  test("without a MAC the padding must be in order", async () => {
    const padded = container(keyPackage(encrypted(SEED), {}), {});
    expect(await secretsOf(padded, KEY.toString("hex"))).toEqual(OPENED);
    const cipher = createCipheriv("aes-128-cbc", KEY, Buffer.alloc(16, 7)).setAutoPadding(false);
    const random = Buffer.concat([SEED, Buffer.from("abcdefghijk\x0c")]);
    const data = Buffer.concat([Buffer.alloc(16, 7), cipher.update(random), cipher.final()]);
    expect(await secretsOf(container(keyPackage(data, {}), {}), KEY.toString("hex"))).toEqual(WRONG);
    // XML Encryption lets a writer pad with anything; then the MAC says that the key is right.
    expect(await secretsOf(container(keyPackage(data, options), options), KEY.toString("hex"))).toEqual(
      OPENED,
    );
  });

  test("a MAC key may be padded with anything too", async () => {
    const cipher = createCipheriv("aes-128-cbc", KEY, Buffer.alloc(16, 7)).setAutoPadding(false);
    const padded = Buffer.concat([MAC_KEY, Buffer.from("abcdefghijk\x0c")]);
    const wrapped = Buffer.concat([Buffer.alloc(16, 7), cipher.update(padded), cipher.final()]);
    const other = text.replace(encrypted(MAC_KEY).toString("base64"), wrapped.toString("base64"));
    expect(other).not.toBe(text);
    expect(await secretsOf(other, KEY.toString("hex"))).toEqual(OPENED);
  });

  test("one value that was changed is a record without a secret, the others stay", async () => {
    const changed = keyPackage(encrypted(SEED), { ...options, macOver: KEY, serial: "2" });
    const both = container(keyPackage(encrypted(SEED), options) + changed, options);
    const { records, problem } = await readBytes(both, "", KEY.toString("hex"));
    expect(problem).toBeNull();
    expect(records).toMatchObject([
      { label: "1", found: [] },
      { label: "2", secret: "", found: ["record_incomplete"] },
    ]);
  });

  test("AES-256", async () => {
    const long = Buffer.alloc(32, 9);
    const data = encrypted(SEED, long);
    const opened = container(keyPackage(data, { ...options, algorithm: "aes256-cbc" }), options, long);
    expect(await secretsOf(opened, long.toString("hex"))).toEqual(OPENED);
    expect(await secretsOf(opened, KEY.toString("hex"))).toEqual(WRONG);
  });
});

describe("a password (RFC 6030 figure 7)", () => {
  const kek = pbkdf2Sync("correct horse 电池", Buffer.from("salt and pepper"), ITERATIONS, 16, "sha1");
  const options = { mac: "sha1", key: DERIVED };
  const text = container(keyPackage(encrypted(SEED, kek), options), options, kek);

  test("is asked for and opens the file", async () => {
    expect(pskc.detect(sourceOf(text))).toMatchObject({ lock: "pskc_password" });
    expect(await secretsOf(text, "correct horse 电池")).toEqual(OPENED);
    expect(await secretsOf(text, "wrong horse")).toEqual(WRONG);
  });

  test.each(["5000001", "0", "-1", "1e9", "9".repeat(400)])(
    "%s rounds are not even begun",
    async (rounds) => {
      const slow = text.replace(`<IterationCount>${ITERATIONS}<`, `<IterationCount>${rounds}<`);
      expect((await secretsOf(slow, "correct horse 电池")).problem).toEqual({
        problem: "unlock_unsupported",
        values: { method: "PBKDF2" },
      });
    },
  );
});

test.each([
  ["tripledes-cbc", "3DES"],
  ["rsa-oaep-mgf1p", "RSA"],
  ["camellia128-cbc", "Camellia"],
  ["JBSWY3DPEHPK3PXP", "XML Encryption"],
])("%s is named as %s, and nobody is asked for a key", async (algorithm, method) => {
  const text = container(keyPackage(encrypted(SEED), { algorithm }), {});
  expect(pskc.detect(sourceOf(text)).lock).toBeUndefined();
  for (const unlock of ["", KEY.toString("hex")]) {
    expect((await secretsOf(text, unlock)).problem).toEqual({
      problem: "unlock_unsupported",
      values: { method },
    });
  }
});

test("a certificate is nothing to type in (RFC 6030 figure 8)", async () => {
  const options = { key: "<X509Data><X509Certificate>MIIB</X509Certificate></X509Data>" };
  const text = container(keyPackage(encrypted(SEED), options), options);
  expect(pskc.detect(sourceOf(text)).lock).toBeUndefined();
  expect((await secretsOf(text, "")).problem).toEqual({
    problem: "unlock_unsupported",
    values: { method: "X.509" },
  });
});

function plain(inside: string): string {
  return `<KeyContainer><KeyPackage><Key Algorithm="totp">${inside}</Key></KeyPackage></KeyContainer>`;
}

const SECRET = `<Data><Secret><PlainValue>${SEED.toString("base64")}</PlainValue></Secret></Data>`;

test("names in lower case, blanks before the declaration (privacyIDEA)", async () => {
  const text = `\n  <?xml version="1.0"?>\n${plain(`<AlgorithmParameters><Suite hashalgo="sha256"/></AlgorithmParameters>${SECRET}`)}`;
  const [record] = (
    await readBytes(
      text.toLowerCase().replace(SEED.toString("base64").toLowerCase(), SEED.toString("base64")),
    )
  ).records;
  expect(record).toMatchObject({ type: "totp", algorithm: "sha256", line: 3 });
});

test.each([
  ["<KeyContainer><KeyPackage>", 1],
  ["<KeyContainer>\n<KeyPackage></Key>", 2],
  ["\n\n<KeyContainer>\n&undefined;</KeyContainer>", 4],
  [`<KeyContainer>\n${"<a>".repeat(100_000)}`, 2],
])("malformed or bottomless: %#", async (text, line) => {
  const { records, problem } = await readBytes(text);
  expect(records).toEqual([]);
  expect(problem).toEqual({ problem: "xml_invalid", values: { line } });
});

const LAUGHS = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("");

test.each([
  `<!DOCTYPE KeyContainer [<!ENTITY l0 "ha">${LAUGHS}]><KeyContainer>&l10;</KeyContainer>`,
  `<!DOCTYPE KeyContainer [<!ENTITY x SYSTEM "file:///etc/passwd">]><KeyContainer>&x;</KeyContainer>`,
  '<!DOCTYPE KeyContainer SYSTEM "http://example.com/a.dtd"><KeyContainer/>',
])("a DOCTYPE is refused: %#", async (text) => {
  expect((await readBytes(`<?xml version="1.0"?>\n${text}`)).problem).toEqual({ problem: "xml_doctype" });
});

test("a key that says neither its type nor its interval is not taken for TOTP", async () => {
  const { records } = await readBytes(
    `<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><Key Id="k"><Data><Secret>
    <PlainValue>${SEED.toString("base64")}</PlainValue></Secret></Data></Key></KeyPackage></KeyContainer>`,
  );
  expect(records.map(({ type }) => type)).toEqual(["TOTP or HOTP"]);
});

test("attributes and elements named __proto__ are nothing", async () => {
  const { records } = await readBytes(plain(`<__proto__ __proto__="x"/>${SECRET}`));
  expect(records).toHaveLength(1);
  expect({}).not.toHaveProperty("children");
});

test("hex where a draft writes hex; other alphabets and check digits are no six digits", async () => {
  const hexed = plain(`<Usage><ResponseFormat Length="6" Format="ALPHANUMERIC"/></Usage>
    <Data Name="SECRET"><Value>${SEED.toString("hex")}</Value></Data>`);
  expect((await readBytes(hexed)).records).toMatchObject([
    { secretEncoding: "hex", digits: "6 ALPHANUMERIC" },
  ]);
  const checked = plain(
    `<AlgorithmParameters><ResponseFormat Length="6" CheckDigits="true"/></AlgorithmParameters>${SECRET}`,
  );
  expect((await readBytes(checked)).records).toMatchObject([{ digits: "6 + 1" }]);
});
