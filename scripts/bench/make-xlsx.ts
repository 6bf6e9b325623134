import { writeFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import type { BenchRow } from "./make-rows";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Writes rows as a workbook of one sheet (ECMA-376), its texts in the table of shared strings as Excel has them. */
export function makeXlsx(path: string, rows: Iterable<BenchRow>): void {
  const strings: string[] = [];
  const numbers = new Map<string, number>();
  const lines: string[] = [];
  const add = (cells: readonly string[]) => {
    const line = lines.length + 1;
    const written = cells.map((text, column) => {
      const number = numbers.get(text) ?? strings.push(text) - 1;
      numbers.set(text, number);
      return `<c r="${"ABC"[column]}${line}" t="s"><v>${number}</v></c>`;
    });
    lines.push(`<row r="${line}">${written.join("")}</row>`);
  };
  add(["userId", "secret", "recoveryCode"]);
  for (const { userId, secret, recoveryCode } of rows) add([userId, secret, recoveryCode]);
  const part = (text: string) => strToU8(XML + text);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (...list: string[]) =>
    part(`<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}</Relationships>`);
  const type = (name: string, content: string) =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${content}+xml"/>`;
  const files = {
    "[Content_Types].xml": part(
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type("/xl/workbook.xml", "sheet.main")}${type("/xl/worksheets/sheet1.xml", "worksheet")}${type("/xl/sharedStrings.xml", "sharedStrings")}</Types>`,
    ),
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": part(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Users" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relations(
      relation("rId1", "worksheet", "worksheets/sheet1.xml"),
      relation("rId2", "sharedStrings", "sharedStrings.xml"),
    ),
    "xl/worksheets/sheet1.xml": part(
      `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`,
    ),
    "xl/sharedStrings.xml": part(
      `<sst xmlns="${MAIN}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    ),
  };
  writeFileSync(path, zipSync(files, { level: 6 }));
}
