import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { delimited } from "./delimited";
import { recognise } from "./recognise";
import { TEMPLATE } from "./template";
import { readBytes, readWith, sourceOf } from "./testing";

const A = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const B = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const ID = "65f0c0ffee65f0c0ffee0001";
const ID2 = "65f0c0ffee65f0c0ffee0002";

describe("titles above the header", () => {
  const titles = 'MFA export 2024;;;\r\n"by admin,\nÄrzte";IT;;\r\n;;;\r\n';
  const table = `email;secret;digits;\r\na@b.co;${A};6;\r\nb@b.co;${B};8;\r\n`;

  test("are passed over, and every row keeps its line", async () => {
    const { records, plan } = await readBytes(titles + table);
    expect(plan?.columns.map(({ role }) => role)).toEqual(["email", "secret", "digits"]);
    expect(plan?.doubts).toEqual([]);
    expect(records).toMatchObject([
      { line: 6, email: "a@b.co", secret: A, digits: "6" },
      { line: 7, email: "b@b.co", secret: B, digits: "8" },
    ]);
  });

  test("also where the text comes in pieces, and in another encoding than base32", async () => {
    const base64 = table
      .replace(A, "aGVsbG8Kd29ybGQKaGVsbG8gaGVsbG8=")
      .replace(B, "CIa5yQjXIVUSs80zF4AaWw==");
    for (const text of [titles + table, titles + base64]) {
      const whole = await readBytes(text);
      for (const cut of [1, 20, 40, titles.length - 1, titles.length, titles.length + 3]) {
        const cutUp = await readWith(delimited, sourceOf(text, [cut]), whole.plan);
        expect(cutUp.records).toEqual(whole.records);
      }
    }
  });

  test("have no record among them", async () => {
    const { records } = await readBytes(`a@b.co;${A};x\nemail;secret;note\nb@b.co;${B};y\n`);
    expect(records.map(({ line }) => line)).toContain(1);
  });
});

describe("rows", () => {
  test("what a spreadsheet did to a cell is undone, or said", async () => {
    const text = `email,secret\na@b.co,"=""${A}"""\nb@b.co,'${A}'\nc@b.co,8.6552E+11\nd@b.co, ${A} \n`;
    const { records } = await readBytes(text);
    expect(records.map(({ secret }) => secret)).toEqual([A, A, "", A]);
    expect(records.map(({ found }) => found)).toEqual([[], [], ["secret_number"], []]);
  });

  test.each(["user id", "external id", "username", "phone"])("a rounded %s names nobody", async (header) => {
    const { records } = await readBytes(`${header};secret\n1,23457E+11;${A}\n1.2E+12;${B}\n0017;${B}\n`);
    expect(records.map(({ found }) => found)).toEqual([["user_id_invalid"], ["user_id_invalid"], []]);
    expect(JSON.stringify(records)).not.toContain("E+1");
  });

  test("a row with too few or too many cells is incomplete, with blanks at the end it is not", async () => {
    const text = `email,secret,note\na@b.co\na,b@b.co,${A},x\nc@b.co,${A}\nd@b.co,${A},,,\n`;
    const { records } = await readBytes(text);
    expect(records.map(({ found }) => found)).toEqual([["record_incomplete"], ["record_incomplete"], [], []]);
  });

  test("codes that run on behind the last column are taken along", async () => {
    const { records } = await readBytes(
      `email,secret,codes\na@b.co,${A},x\n`.replace("codes", "backup codes").replace(",x", ",aa11,bb22,cc33"),
    );
    expect(records[0]).toMatchObject({ recoveryCode: "aa11 bb22 cc33", found: [] });
  });

  test("a secret in which the file breaks off is not taken for a whole one", async () => {
    const text = `email,secret,note\na@b.co,${A},x\nb@b.co,${A.slice(0, 16)}`;
    expect((await readBytes(text)).records[1]?.found).toEqual(["record_incomplete"]);
  });

  test("flags say disabled and unconfirmed in either polarity, and unknown words nothing", async () => {
    const flags = async (header: string, value: string) =>
      (await readBytes(`email,secret,${header}\na@b.co,${A},${value}\n`)).records[0]?.found;
    for (const value of ["true", "t", "1", "yes", "verified", "是", "", "2024-01-01"])
      expect(await flags("confirmed", value)).toEqual([]);
    for (const value of ["false", "0", "No", "unverified", "否"])
      expect(await flags("confirmed", value)).toEqual(["record_unconfirmed"]);
    for (const value of ["true", "1", "revoked"])
      expect(await flags("disabled", value)).toEqual(["record_disabled"]);
    for (const value of ["2024-01-31 10:00:00", "31"])
      expect(await flags("revoked", value)).toEqual(value === "31" ? [] : ["record_disabled"]);
    expect(await flags("deleted", "1700000000")).toEqual(["record_disabled"]);
    expect(await flags("deleted", "0000-00-00")).toEqual([]);
    for (const value of ["false", "active"]) expect(await flags("is_disabled", value)).toEqual([]);
    for (const value of ["false", "0", "disabled"])
      expect(await flags("totp_enabled", value)).toEqual(["record_disabled"]);
    expect(await flags("enabled", "true")).toEqual([]);
    expect(await flags("status", "unverified")).toEqual(["record_unconfirmed"]);
  });

  test.each([
    ["JSON", `"[""abcd-1234"",""efgh-5678""]"`, "abcd-1234 efgh-5678"],
    [
      "JSON that tells which are used",
      `"[{""code"":""a1"",""used"":true},{""code"":""b2"",""used"":false}]"`,
      "b2",
    ],
    ["PostgreSQL's", `"{abcd-1234,""efgh-5678""}"`, "abcd-1234 efgh-5678"],
    ["one in braces", "{abcd-1234}", "abcd-1234"],
    ["Python's", `"['abcd-1234', 'efgh-5678']"`, "abcd-1234 efgh-5678"],
    ["a hash", "{bcrypt}$2a$10$abc", "{bcrypt}$2a$10$abc"],
  ])("a list of recovery codes is read as one: %s", async (_, cell, codes) => {
    const { records } = await readBytes(`email,secret,recovery_codes\na@b.co,${A},${cell}\n`);
    expect(records[0]?.recoveryCode).toBe(codes);
  });

  test("a URI beside another secret than its own is nobody's", async () => {
    const found = async (secret: string) =>
      (await readBytes(`email,uri,secret\na@b.co,otpauth://totp/a?secret=${A},${secret}\n`)).records[0]
        ?.found;
    for (const same of [A, A.toLowerCase(), "", "******"]) expect(await found(same)).toEqual([]);
    expect(await found(B)).toEqual(["uri_invalid"]);
  });

  test("a parameter in words we do not know still counts as stated", async () => {
    const { records } = await readBytes(`email,secret,algorithm,digits\na@b.co,${A},WHIRLPOOL,0\n`);
    expect(records[0]).toMatchObject({ algorithm: "WHIRLPOOL", digits: "0" });
  });

  test("a URI beside other columns: they name the user, it knows the OTP", async () => {
    const { records } = await readBytes(
      `user_id,name,otpauth\n${ID},Work,otpauth://totp/X:bob?secret=${A}&digits=8\n${ID2},Play,${B}\n`,
    );
    expect(records[0]).toMatchObject({ line: 2, userId: ID, label: "bob", secret: A, digits: "8" });
    expect(records[1]).toMatchObject({
      line: 3,
      userId: ID2,
      label: "Play",
      secret: B,
      secretEncoding: "base32",
    });
  });

  test("NULL of a database dump is no value", async () => {
    const { records } = await readBytes(
      `email,username,secret,period\na@b.co,NULL,${A},None\n\\N,bob,${A},30\n`,
    );
    expect(records).toMatchObject([
      { username: "", period: "" },
      { email: "", period: "30" },
    ]);
  });

  test("columns called __proto__ or constructor are columns", async () => {
    const { plan, records } = await readBytes(`__proto__,constructor,email,secret\nx,y,a@b.co,${A}\n`);
    expect(plan?.columns.map(({ role }) => role)).toEqual(["ignore", "ignore", "email", "secret"]);
    expect(records[0]).toMatchObject({ email: "a@b.co", secret: A });
  });

  test("whatever the cells hold, every row comes back with its line and its secret", async () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ",", ";", "\t", "\n", " ", "a", "密", "=", "x1"),
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(",", ";", "\t", "|"),
        async (notes, delimiter) => {
          const rows = notes.map(([note, more], i) => [`u${i}@b.co`, note, A, more]);
          const text = Papa.unparse([["email", "note", "secret", "remark"], ...rows], {
            delimiter,
            quotes: true,
          });
          const { records } = await readBytes(text);
          expect(records.map(({ email, secret, found }) => ({ email, secret, found }))).toEqual(
            rows.map(([email]) => ({ email, secret: A, found: [] })),
          );
          const lines = text.split(/\r\n|\r|\n/);
          for (const { line, email } of records) expect(lines[line - 1]?.startsWith(`"${email}"`)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each([
  [
    "on one line",
    `INSERT INTO users (id,email,totp_secret,digits) VALUES (1,'a@b.co','${A}',8),(2,'b@b.co','${B}',6);\n`,
  ],
  [
    "one a line",
    `INSERT INTO users (id,email,totp_secret,digits) VALUES\n(1,'a@b.co','${A}',8),\n(2,'b@b.co','${B}',8);\n`,
  ],
  ["without their statement", `(1,'a@b.co','${A}',8),\n(2,'b@b.co','${B}',8);\n`],
])("rows in SQL are no table, of which digits and users would be lost: %s", async (_, text) => {
  expect(await readBytes(text)).toMatchObject({ records: [], problem: { problem: "no_otp" } });
});

test("the template is recognised, and its example rows can never be sent", async () => {
  const found = recognise(sourceOf(TEMPLATE));
  expect("candidates" in found && found.candidates[0].plan?.columns.map(({ role }) => role)).toEqual([
    "userId",
    "secret",
    "recoveryCode",
  ]);
  const { checkRecord, DEFAULT_CHOICES } = await import("@/lib/otp/check");
  const { records } = await readBytes(TEMPLATE);
  expect(records).toHaveLength(2);
  for (const record of records)
    expect(checkRecord(record, DEFAULT_CHOICES).issues).toContain("secret_lookalike");
});
