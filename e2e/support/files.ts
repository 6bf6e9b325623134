import type { Person } from "./people";

/** A file as a file picker hands it over. */
export type FileLike = { name: string; mimeType: string; buffer: Buffer };

export function file(name: string, content: string | Uint8Array): FileLike {
  return { name, mimeType: "", buffer: Buffer.from(content) };
}

const quoted = (cell: string, delimiter: string) =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Delimited text, as a spreadsheet would save it. */
export function table(rows: readonly (readonly string[])[], delimiter = ","): string {
  return rows.map((row) => `${row.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`).join("");
}

export const HEADER = ["userId", "email", "secret", "recoveryCode"] as const;

/** One line for a person under HEADER. */
export function line({ userId, email, secret, recoveryCode }: Person): string[] {
  return [userId, email, secret, recoveryCode];
}

/** A CSV file of these people, in which there is nothing to complain about but unstated parameters. */
export function csvOf(persons: readonly Person[], name = "people.csv"): FileLike {
  return file(name, table([HEADER, ...persons.map(line)]));
}
