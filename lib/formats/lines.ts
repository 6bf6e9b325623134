import { LineScanner } from "./line-scanner";
import type { Problem } from "./problem";

export type NumberedLine = { line: number; text: string };

/** Longer than any record; a file with such a line is no list of lines. */
export const MAX_LINE = 1 << 20;

/**
 * The lines of a text that comes in pieces, numbered from 1, without their ends (LF, CRLF, CR), blank ones left out;
 * one array for each piece. A line over `maxLine` characters ends the reading with `line_too_long`.
 */
export async function* readLines(
  chunks: AsyncIterable<string>,
  maxLine = MAX_LINE,
): AsyncGenerator<NumberedLine[] | Problem> {
  const scanner = new LineScanner();
  for await (const chunk of chunks) {
    scanner.feed(chunk);
    const lines = takeLines(scanner, maxLine);
    if (lines.length > 0) yield lines;
    if (isLineTooLong(scanner, maxLine)) return yield tooLong(scanner);
  }
  scanner.end();
  scanner.rewind();
  const lines = takeLines(scanner, maxLine);
  if (lines.length > 0) yield lines;
  if (isLineTooLong(scanner, maxLine)) yield tooLong(scanner);
}

function takeLines(scanner: LineScanner, maxLine: number): NumberedLine[] {
  const lines: NumberedLine[] = [];
  for (;;) {
    const end = scanner.lineEnd(scanner.pos);
    if (end < 0 || end - scanner.pos > maxLine) return lines;
    const text = scanner.text.slice(scanner.pos, end);
    if (text.trim() !== "") lines.push({ line: scanner.line, text });
    scanner.nextLine(end);
  }
}

/** Whether the line at hand is longer than allowed, be it complete or not. */
export function isLineTooLong(scanner: LineScanner, maxLine: number): boolean {
  const end = scanner.lineEnd(scanner.pos);
  return (end < 0 ? scanner.text.length : end) - scanner.pos > maxLine;
}

function tooLong(scanner: LineScanner): Problem {
  return { problem: "line_too_long", values: { line: scanner.line } };
}
