import type { Row } from "./vendor-values";

/** The names of a table's columns as rows are known by: lower case, no quotes that a script has left. */
export function columnNames(header: readonly string[]): string[] {
  return header.map((cell) => cell.replace(/[`"]/g, "").trim().toLowerCase());
}

/** A table's row as an object without a prototype, so that no column name means anything else. */
export function tableRow(names: readonly string[], cells: readonly string[]): Row {
  const row: Record<string, unknown> = Object.create(null);
  names.forEach((name, at) => {
    if (name !== "" && cells[at] !== undefined) row[name] = cells[at];
  });
  return row;
}

/** Whether quotes inside quoted cells are written `\"`, as MySQL's INTO OUTFILE does; seen by JSON in a cell. */
export function hasBackslashQuotes(head: string): boolean {
  return /(?:^|[,;\t])"[{[]\\"/m.test(head);
}

/** The same text with such quotes doubled, as RFC 4180 has it. */
export function withDoubledQuotes(text: string): string {
  return text.replace(/\\(["\\])/g, (_, char: string) => (char === '"' ? '""' : "\\"));
}
