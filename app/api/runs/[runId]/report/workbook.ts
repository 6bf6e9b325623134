import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** What Excel takes in one sheet. */
const MOST_ROWS = 1_048_576;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** All parts of the file but the rows (ECMA-376, part 1, sections 12 and 18). */
const PARTS: Record<string, string> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="OTP Ferry" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** XML 1.0 has no other control characters, and no half of a pair. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** `A1` and so on: the standard lets it be left out, not every reader does. At most 26 columns. */
function cell(value: string | number, column: number, row: number): string {
  const at = `r="${String.fromCharCode(65 + column)}${row}"`;
  if (typeof value === "number") return `<c ${at}><v>${value}</v></c>`;
  const text = value.replace(UNWRITABLE, "").replace(/[&<>]/g, (character) => ESCAPES[character] ?? "");
  // A text in a cell of a workbook is a text, whatever it begins with: no formula can be made of it.
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A workbook of one sheet, piece by piece as its rows come. Rows beyond what Excel takes are left out. */
export async function* workbook(
  rows: AsyncIterable<readonly (readonly (string | number)[])[]>,
): AsyncGenerator<Uint8Array> {
  let due: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    due.push(chunk);
  });
  for (const [name, text] of Object.entries(PARTS)) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(HEAD + text), true);
  }
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 3 });
  zip.add(sheet);
  sheet.push(strToU8(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`));
  let written = 0;
  for await (const part of rows) {
    const taken = part.slice(0, MOST_ROWS - written);
    const lines = taken.map((row) => {
      written++;
      return `<row r="${written}">${row.map((value, column) => cell(value, column, written)).join("")}</row>`;
    });
    sheet.push(strToU8(lines.join("")));
    yield* due;
    due = [];
  }
  sheet.push(strToU8("</sheetData></worksheet>"), true);
  zip.end();
  yield* due;
}
