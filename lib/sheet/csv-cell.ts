/** What a spreadsheet would run as a formula (OWASP, CSV injection), also with full-width look-alikes. */
const FORMULA = /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/;
/**
 * Where a cell begins for a spreadsheet that splits at semicolons or tabs, whatever is quoted. Its own quotes then stand
 * inside a cell and protect nothing.
 */
const INNER_FORMULA = /([;\t\r\n])(?=[\s"]*[=+\-@|＝＋－＠])/g;

/**
 * One cell of a CSV file by RFC 4180, with an apostrophe before anything that a spreadsheet would run as a formula.
 */
function csvCell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === "string" ? harmless(text) : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole cell that no spreadsheet takes for a formula. */
export function noFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function harmless(text: string): string {
  return noFormula(text).replace(INNER_FORMULA, "$1'");
}

/** One line of a CSV file, with its line break. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
