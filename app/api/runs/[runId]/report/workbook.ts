import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** What Excel takes in one sheet. */
const MOST_ROWS = 1_048_576;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/**
 * The parts of the file beside its sheets (ECMA-376, part 1, sections 12 and 18). Those that name the sheets come after them:
 * how many there are is known by then.
 */
const TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;
const ROOT = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function listOf(sheets: number): string {
  const each = Array.from({ length: sheets }, (_, at) => {
    const name = at === 0 ? "OTP Ferry" : `OTP Ferry ${at + 1}`;
    return `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`;
  });
  return `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${each.join("")}</sheets></workbook>`;
}

function targetsOf(sheets: number): string {
  const each = Array.from(
    { length: sheets },
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

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

type Row = readonly (string | number)[];

/**
 * A workbook, piece by piece as its rows come. What does not go into one sheet goes into the next, below the same first row.
 * @param most rows of a sheet
 */
export async function* workbook(
  rows: AsyncIterable<readonly Row[]>,
  most = MOST_ROWS,
): AsyncGenerator<Uint8Array> {
  let due: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    due.push(chunk);
  });
  const put = (name: string, text: string) => {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(HEAD + text), true);
  };
  let sheets = 0;
  let sheet: ZipDeflate | null = null;
  let written = 0;
  const begin = () => {
    sheets++;
    written = 0;
    sheet = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 3 });
    zip.add(sheet);
    sheet.push(strToU8(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`));
    return sheet;
  };
  const write = (taken: readonly Row[]) => {
    const lines = taken.map((row) => {
      written++;
      return `<row r="${written}">${row.map((value, column) => cell(value, column, written)).join("")}</row>`;
    });
    (sheet ?? begin()).push(strToU8(lines.join("")));
  };
  const end = () => sheet?.push(strToU8("</sheetData></worksheet>"), true);

  put("[Content_Types].xml", TYPES);
  put("_rels/.rels", ROOT);
  begin();
  let first: Row | undefined;
  for await (const part of rows) {
    first ??= part[0];
    for (let at = 0; at < part.length; ) {
      if (written === most) {
        end();
        begin();
        if (first) write([first]);
      }
      const taken = part.slice(at, at + most - written);
      write(taken);
      at += taken.length;
    }
    yield* due;
    due = [];
  }
  end();
  put("xl/workbook.xml", listOf(sheets));
  put("xl/_rels/workbook.xml.rels", targetsOf(sheets));
  zip.end();
  yield* due;
}
