/** A value of a table: text, or what JSON knows to be a number. */
export type Cell = string | number;

/** How databases and scripts write "no value" into a text file. */
const NOTHING = new Set([
  "null",
  "NULL",
  "Null",
  "(null)",
  "\\N",
  "None",
  "none",
  "nil",
  "undefined",
  "n/a",
  "N/A",
  "NaN",
]);

/**
 * A cell's own text: without white space around it, without Excel's text wrappers (`="JBSW…"`, a leading or trailing
 * `'`), and "" for what stands for no value (`NULL`, `None`, `\N`, …).
 */
export function cleanCell(cell: string): string {
  const { length } = cell;
  if (length === 0) return cell;
  if (length <= 9 && NOTHING.has(cell)) return "";
  if (isWordCharacter(cell.charCodeAt(0)) && isWordCharacter(cell.charCodeAt(length - 1))) return cell;
  return unwrapped(cell);
}

/** The text of a JSON or CSV cell. */
export function cellText(cell: Cell | undefined): string {
  if (typeof cell === "string") return cleanCell(cell);
  return cell === undefined ? "" : String(cell);
}

/** A spreadsheet's `8.6552E+11`: the digits are gone. */
const SCIENTIFIC = /^\d+(?:[.,]\d+)?E\+\d+$/i;

/** Whether a text is what a spreadsheet makes of a long number, by which several may be meant. */
export function isScientific(text: string): boolean {
  return text.includes("+") && SCIENTIFIC.test(text);
}

/** Whether an id is no longer the one that the system had, and perhaps another user's: a number beyond 2^53, or so written. */
export function isRounded(cell: Cell | undefined): boolean {
  if (typeof cell === "number") return !Number.isSafeInteger(cell);
  return cell?.includes("+") === true && isScientific(cleanCell(cell));
}

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 63 && code <= 126);
}

function unwrapped(cell: string): string {
  let text = cell.trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) text = text.slice(2, -1).trim();
  if (text.startsWith("'")) text = text.slice(1).trimStart();
  if (text.endsWith("'")) text = text.slice(0, -1).trimEnd();
  return text.length <= 9 && NOTHING.has(text) ? "" : text;
}
