import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openBlob } from "./open-blob";
import { readBytes, readWith } from "./testing";
import { xlsx } from "./xlsx";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

type Value = string | number | boolean | null;

function cellXml(value: Value, reference: string): string {
  if (value === null) return `<c r="${reference}" s="0"/>`;
  if (typeof value === "number") return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${reference}" t="b"><v>${Number(value)}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${value.replaceAll("&", "&amp;")}</t></is></c>`;
}

function rowsXml(rows: readonly (readonly Value[])[]): string {
  return rows
    .map((cells, y) => {
      const row = cells.map((value, x) => cellXml(value, `${String.fromCharCode(65 + x)}${y + 1}`));
      return `<row r="${y + 1}">${row.join("")}</row>`;
    })
    .join("");
}

/** A workbook with these sheets: their rows, or the XML of them. */
function workbook(...sheets: (readonly (readonly Value[])[] | string)[]): Uint8Array {
  const ids = sheets.map((_, i) => i + 1);
  const files: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="${OFFICE}"><sheets>${ids.map((id) => `<sheet name="S${id}" sheetId="${id}" r:id="rId${id}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${ids.map((id) => `<Relationship Id="rId${id}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join("")}</Relationships>`,
  };
  sheets.forEach((rows, i) => {
    const xml = typeof rows === "string" ? rows : rowsXml(rows);
    files[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet><sheetData>${xml}</sheetData></worksheet>`;
  });
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

const HEADER = ["email", "secret"];

describe("a workbook", () => {
  test("has a list of the users beside their secrets, or is one", async () => {
    const users = [
      ["id", "email"],
      [1, "alice@example.com"],
    ];
    const secrets = [
      ["user_id", "otp_secret"],
      [1, SECRET],
    ];
    const entry = { keys: ["1", "alice@example.com"], externalId: "1", email: "alice@example.com" };
    const both = await readBytes(workbook(users, secrets));
    expect(both.records).toMatchObject([{ line: 2, userId: "1", secret: SECRET }]);
    expect(both.users).toMatchObject([entry]);
    expect(await readBytes(workbook(users))).toMatchObject({ records: [], users: [entry], problem: null });
  });

  test("may have titles of several cells above its header", async () => {
    const { records } = await readBytes(
      workbook([["MFA", "IT", 2024], [], HEADER, ["alice@example.com", SECRET]]),
    );
    expect(records).toMatchObject([{ line: 4, email: "alice@example.com", secret: SECRET }]);
  });

  test("is read sheet by sheet where there are secrets, and a record's line is its row", async () => {
    const { records, plan, problem } = await readBytes(
      workbook(
        [["About"], ["nothing here"]],
        [
          ["Exported by hand"],
          [],
          HEADER,
          ["alice@example.com", SECRET],
          [null, null],
          ["bob@example.com", SECRET],
        ],
        [HEADER, ["carol@example.com", SECRET]],
        [
          ["电子邮箱", "密钥"],
          ["dave@example.com", SECRET],
        ],
      ),
    );
    expect(problem).toBeNull();
    expect(plan?.columns.map(({ name, role }) => [name, role])).toEqual([
      ["email", "email"],
      ["secret", "secret"],
    ]);
    expect(records.map(({ line, email, secret, found }) => [line, email, secret, ...found])).toEqual([
      [4, "alice@example.com", SECRET],
      [6, "bob@example.com", SECRET],
      [2, "carol@example.com", SECRET],
      [2, "dave@example.com", SECRET],
    ]);
  });

  test("keeps text as text, and knows a secret that became a number", async () => {
    const { records } = await readBytes(
      workbook([
        ["username", "email", "secret", "recovery code", "digits"],
        ["0012", "a@example.com", SECRET, "000123", 6],
        ["0013", "b@example.com", 22345672234567, 123456, 6],
        ["0014", "c@example.com", `  ${SECRET}`, true, 6],
      ]),
    );
    expect(
      records.map(({ username, secret, recoveryCode, found }) => [username, secret, recoveryCode, ...found]),
    ).toEqual([
      ["0012", SECRET, "000123"],
      ["0013", "", "123456", "secret_number"],
      ["0014", SECRET, "true"],
    ]);
  });

  test("is read by the columns that the admin confirmed", async () => {
    const source = await openBlob(
      new Blob([
        workbook([
          ["who", "what"],
          ["bob@example.com", SECRET],
        ]) as BlobPart,
      ]),
      "",
    );
    if ("problem" in source) throw new Error(source.problem);
    const { plan } = await readWith(xlsx, source, null);
    if (!plan) throw new Error("no plan");
    const columns = plan.columns.map(
      ({ name }) => ({ name, role: name === "who" ? "username" : "secret" }) as const,
    );
    const { records } = await readWith(xlsx, source, { ...plan, columns });
    expect(records).toMatchObject([{ username: "bob@example.com", secret: SECRET }]);
  });

  test("without a table is a problem", async () => {
    expect((await readBytes(workbook([]))).problem).toEqual({ problem: "no_otp" });
    expect((await readBytes(workbook("<row r='1'><c/></row>"))).problem).toEqual({ problem: "xlsx" });
    expect((await readBytes(workbook("<row r='1'><c r='A1'"))).problem).not.toBeNull();
  });

  test.each([
    [
      "a cell in the farthest corner",
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    ],
    ["a row beyond the last", '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'],
    ["a row in floating point", '<row r="1e9"><c r="A1"><v>1</v></c></row>'],
    ["a row without end", "<row r='Infinity'><c r='A1'><v>1</v></c></row>"],
    ["a row in entities", '<row r="&#49;000000000"><c r="A1"><v>1</v></c></row>'],
    ["a row with a prefix", '<x:row x:r="999999999"><c r="A1"><v>1</v></c></x:row>'],
    ["a column beyond the last", '<row r="1"><c r="ZZZ1"><v>1</v></c></row>'],
    ["a bomb", `<row r="1"><c r="A1" t="inlineStr"><is><t>${"A".repeat(30 << 20)}</t></is></c></row>`],
  ])("%s is declined", async (_, rows) => {
    const file = workbook(rows);
    expect((await readBytes(file)).problem).toEqual({ problem: "too_big", values: { megabytes: 200 } });
  });

  test("that says less than it holds is declined", async () => {
    const file = workbook([HEADER, ["alice@example.com", SECRET]]);
    const view = new DataView(file.buffer);
    // The uncompressed size of each entry in the central directory.
    for (let at = 0; at + 28 < file.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect((await readBytes(file)).problem).toEqual({ problem: "xlsx" });
  });

  test("with a password, or of the old kind, says so", async () => {
    const ole = (stream: string) =>
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(600),
        Buffer.from(stream, "utf16le"),
      ]);
    expect((await readBytes(ole("EncryptedPackage"))).problem).toEqual({
      problem: "encrypted",
      values: { app: "Excel" },
    });
    expect((await readBytes(ole("Workbook"))).problem).toEqual({ problem: "xlsx" });
  });

  test("never throws when damaged", async () => {
    const whole = workbook([HEADER, ["alice@example.com", SECRET]]);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, end) => {
        const copy = Uint8Array.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        await readBytes(copy);
        await readBytes(copy.subarray(0, end));
      }),
      { numRuns: 300 },
    );
  });
});
