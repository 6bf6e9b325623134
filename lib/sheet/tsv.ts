/** One line as spreadsheets put it on the clipboard: cells with a tab, a line break or a quote are quoted. */
export function tsvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");
}

/**
 * Text of the clipboard as rows of cells. Tabs separate cells; without any tab commas do, if `commas` allows it and every
 * line has as many of them. A line break at the end is no further row. Quotes count only around a whole cell.
 */
export function readBlock(text: string, commas: boolean): string[][] {
  const body = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\0", "")
    .replace(/(?:\r\n|\r|\n)$/, "");
  if (body.includes("\t")) return split(body, "\t");
  const block = split(body, "\t");
  if (!commas || !body.includes(",")) return block;
  const apart = split(body, ",");
  return apart.every(({ length }) => length === apart[0]?.length) ? apart : block;
}

function split(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = text.charCodeAt(at) === QUOTE ? quotedCell(text, at, separator) : null;
    const end = quoted?.end ?? endOfCell(text, at, separator);
    row.push(quoted?.cell ?? text.slice(at, end));
    if (end >= text.length) break;
    if (text.charAt(end) !== separator) {
      rows.push(row);
      row = [];
    }
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  rows.push(row);
  return rows;
}

const QUOTE = 34;

function endOfCell(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === separator || character === "\n" || character === "\r") return at;
  }
  return text.length;
}

/** The cell that begins with the quote at `from`; null if that quote does not hold a whole cell. */
function quotedCell(text: string, from: number, separator: string): { cell: string; end: number } | null {
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  const after = text.charAt(close + 1);
  if (after !== "" && after !== separator && after !== "\n" && after !== "\r") return null;
  return { cell: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
}
