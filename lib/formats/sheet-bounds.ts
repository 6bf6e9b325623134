/** Excel's own (ECMA-376): the last row, and the last column XFD. */
const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
/** Cells of the rectangle that a sheet fills, empty ones too: a million rows of twenty columns. */
const MAX_CELLS = 20_000_000;

const ANY_TAG = /<(?:[^\s<>]*:)?(?:row|c)(?=[\s/>])/g;
const TAG =
  /<(?:[^\s<>]*:)?(?:row|c)(?=[\s/>])((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*(\/?)>/g;
const PLACE = /[\s:]r\s*=\s*["']([^"']*)["']/g;
const REFERENCE = /^([A-Z]{0,3})(\d{1,7})$/i;

/**
 * Whether the places of a worksheet's rows and cells (ECMA-376 part 1, 18.3.1) are such that the sheet fits into memory as
 * a table. One cell in the farthest corner makes a table of 17 thousand million. Linear.
 */
export function sheetFits(xml: string): boolean {
  let rows = 1;
  let columns = 1;
  let seen = 0;
  for (const [, attributes = "", empty] of xml.matchAll(TAG)) {
    seen++;
    for (const [, reference = ""] of attributes.matchAll(PLACE)) {
      const [, letters = "", digits] = REFERENCE.exec(reference) ?? [];
      if (digits === undefined || Number(digits) > MAX_ROW) return false;
      if (empty === "/") continue;
      rows = Math.max(rows, Number(digits));
      columns = Math.max(columns, columnOf(letters));
    }
  }
  if (columns > MAX_COLUMN || rows * columns > MAX_CELLS) return false;
  let tags = 0;
  for (const _ of xml.matchAll(ANY_TAG)) tags++;
  return tags === seen;
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
