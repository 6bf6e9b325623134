/** What a spreadsheet would run as a formula (OWASP, CSV injection), also behind full-width look-alikes. */
const FORMULA = /^[\s]*[=+\-@\t\r|＝＋－＠]/;

/**
 * One cell of a CSV file by RFC 4180, with an apostrophe before anything that a spreadsheet would run as a formula.
 */
function csvCell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, with its line break. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
