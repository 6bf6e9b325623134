import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openBlob } from "./open-blob";
import { readBytes } from "./testing";

const CSV = "用户名,密钥\n张三,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n";
/** 张 and 三, 用户名, 密钥 in GBK. */
const GBK: Record<string, number[]> = {
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  用: [0xd3, 0xc3],
  户: [0xbb, 0xa7],
  名: [0xc3, 0xfb],
  密: [0xc3, 0xdc],
  钥: [0xd4, 0xbf],
};

function gbk(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((char) => GBK[char] ?? [char.charCodeAt(0)]));
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function noise(length: number, from = 0, to = 255): Uint8Array {
  let seed = 42;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return from + ((seed >>> 8) % (to - from + 1));
  });
}

const problemOf = async (bytes: Uint8Array | string) => (await readBytes(bytes)).problem;

describe("text in any of its encodings", () => {
  const utf16 = (text: string) => Buffer.from(text, "utf16le");
  test.each([
    ["UTF-8", CSV],
    ["UTF-8 with BOM", `\ufeff${CSV}`],
    ["UTF-16 little endian", utf16(`\ufeff${CSV}`)],
    ["UTF-16 big endian", Buffer.from(utf16(`\ufeff${CSV}`)).swap16()],
    ["UTF-16 without BOM", utf16(CSV.repeat(1))],
    ["GB18030", gbk(CSV)],
  ])("%s is read", async (_, bytes) => {
    const { records } = await readBytes(bytes);
    expect(records).toMatchObject([
      { username: "张三", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", found: [] },
    ]);
  });

  test("windows-1252 is read, as Excel saves it in Europe: no character takes the next one along", async () => {
    const names = ["Jürgen Groß", "René", "José", "Ann O\u0092Neill", "Łukasz"];
    const rows = names.map((name) => `${name.replace("Ł", "\xa3")};GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n`);
    const { records } = await readBytes(latin1(`username;secret\n${rows.join("")}`));
    expect(records.map(({ username }) => username)).toEqual([
      "Jürgen Groß",
      "René",
      "José",
      "Ann O’Neill",
      "£ukasz",
    ]);
  });

  test("a rare character of GB18030, of which half is ASCII, is one still", async () => {
    const name = Uint8Array.of(0xd6, 0xec, 0xe9, 0x46, 0xbb, 0xf9);
    const rest = latin1(",GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n");
    const { records } = await readBytes(Buffer.concat([latin1("username,secret\n"), name, rest]));
    expect(records.map(({ username }) => username)).toEqual(["朱镕基"]);
  });

  test.each([
    ["GB18030", gbk],
    ["UTF-8", (text: string) => Buffer.from(text)],
  ])(
    "a file that is ASCII for its first megabytes and %s then is read right to the end",
    async (_, encode) => {
      const rows = 60_000;
      const text = `username,secret\n${"alice,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n".repeat(rows)}张三,JBSWY3DPEHPK3PXP\n`;
      const { records } = await readBytes(encode(text));
      expect(records).toHaveLength(rows + 1);
      expect(records.at(-1)).toMatchObject({ line: rows + 2, username: "张三", secret: "JBSWY3DPEHPK3PXP" });
    },
  );

  test("one damaged character costs its own row only", async () => {
    const bytes = Buffer.concat([
      Buffer.from(CSV.repeat(30)),
      Uint8Array.of(0xe5, 0x2c),
      Buffer.from("JBSWY3DPEHPK3PXP\n"),
    ]);
    const { records } = await readBytes(bytes);
    expect(records[0]?.username).toBe("张三");
    expect(records.at(-1)?.secret).toBe("JBSWY3DPEHPK3PXP");
  });

  test("bytes that are no encoding we know are unreadable", async () => {
    const bytes = Buffer.concat([Buffer.from("user,secret\n"), noise(5_000, 0xf8, 0xff)]);
    expect(await problemOf(bytes)).toEqual({ problem: "unreadable" });
  });
});

describe("a file that is no text gets one problem that says what it is", () => {
  const zip = (entry: string) =>
    Buffer.concat([
      latin1("PK\x03\x04\x14\0\0\0\x08\0"),
      Buffer.alloc(16),
      latin1(`\x05\0\0\0${entry}`),
      deflateRawSync("x"),
    ]);
  test.each([
    ["empty", "", "empty"],
    ["white space", "\ufeff \r\n\t\n", "empty"],
    ["a workbook", zip("[Content_Types].xml"), "xlsx"],
    ["an old workbook", latin1("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), "xlsx"],
    ["another zip", zip("secrets.txt"), "zip"],
    ["PDF", "%PDF-1.7\n", "pdf"],
    ["PNG", latin1("\x89PNG\r\n\x1a\n"), "image"],
    ["JPEG", latin1("\xff\xd8\xff\xe0"), "image"],
    ["gzip", latin1("\x1f\x8b\x08\0"), "gzip"],
    ["SQLite", latin1("SQLite format 3\0"), "sqlite"],
    ["Java serialisation", latin1("\xac\xed\0\x05sr"), "java"],
    ["PGP armour", "-----BEGIN PGP MESSAGE-----\n\nhQEMA", "pgp"],
    ["PGP binary, public key", latin1(`\x85\x01\x0c\x03${"\x91".repeat(100)}`), "pgp"],
    ["PGP binary, password", latin1(`\x8c\x0d\x04\x09\x03\x02${"\x91".repeat(100)}`), "pgp"],
    ["a program", Buffer.concat([latin1("\x7fELF"), Buffer.alloc(4_000), noise(1_000)]), "binary"],
    ["noise", noise(100_000), "noise"],
    ["prose", "Dear admin,\n\nhere are no secrets, only words.\nRegards, Bob\n", "no_otp"],
    ["a sentence", "Hello, world", "no_otp"],
  ])("%s", async (_, bytes, problem) => {
    expect((await problemOf(bytes))?.problem).toBe(problem);
  });

  test.each([
    ["andotp", Buffer.concat([Uint8Array.of(0, 2, 0x32, 0x10), noise(200)])],
    ["stratum", latin1(`AUTHENTICATORPRO${"\x91".repeat(50)}`)],
    ["aegis", '{"version":1,"header":{"slots":[{"type":1}],"params":{}},"db":"q83v"}'],
    ["2fas", '{"services":[],"servicesEncrypted":"YQ==:Yg==:Yw==","schemaVersion":4}'],
    ["bitwarden", '{"encrypted":true,"passwordProtected":true,"salt":"x","data":"2.x"}'],
    ["proton-authenticator", '{"version":1,"salt":"x","content":"y"}'],
  ])("an encrypted export of %s, whose password is asked for", async (format, bytes) => {
    expect(await readBytes(bytes)).toMatchObject({ format, problem: { problem: "wrong_unlock" } });
  });

  test.each([
    ["Ente", '{"version":1,"kdfParams":{"memLimit":4096},"encryptedData":"x","encryptionNonce":"y"}'],
    ["KeePass", latin1(`\x03\xd9\xa2\x9a${"\x91".repeat(50)}`)],
  ])("an encrypted export of %s", async (app, bytes) => {
    expect(await problemOf(bytes)).toEqual({ problem: "encrypted", values: { app } });
  });

  test("200 MB of noise, at once", async () => {
    const piece = noise(1 << 20);
    const blob = new Blob(Array.from({ length: 200 }, () => piece as BlobPart));
    expect(await openBlob(blob, "noise")).toEqual({ problem: "noise" });
  });

  test("one line of 50 MB, at once, but not if it is JSON", async () => {
    const line = new Blob(Array.from({ length: 50 }, () => "x".repeat(1 << 20)));
    expect(await openBlob(line, "")).toEqual({ problem: "line_too_long", values: { line: 1 } });
    expect(await openBlob(new Blob(['[{"a":"', line, '"}]']), "")).toMatchObject({ complete: false });
  });

  test("a line too long in the middle ends the reading, and what came before stays", async () => {
    const text = `userId,secret\n65f0c0ffee65f0c0ffee0001,JBSWY3DPEHPK3PXP\n${"x".repeat(3 << 20)}\n`;
    const { records, problem } = await readBytes(text);
    expect(records).toHaveLength(1);
    expect(problem).toEqual({ problem: "line_too_long", values: { line: 3 } });
  });

  test("more than 256 MiB", async () => {
    const blob = { size: (256 << 20) + 1 } as Blob;
    expect(await openBlob(blob, "")).toEqual({ problem: "too_big", values: { megabytes: 256 } });
  });
});
