import type { Problem } from "./problem";

/**
 * Where a JSON document stops being one, from the error that JSON.parse threw. Of its message only the numbers are
 * taken: the rest of it quotes the file. V8 gives a position, Firefox line and column, and an end too soon neither.
 */
export function jsonInvalid(text: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  const place = /at line (\d+) column (\d+) of the JSON data$/.exec(message);
  if (place) return { problem: "json_invalid", values: { line: Number(place[1]), column: Number(place[2]) } };
  const at = position === undefined ? text.length : Number(position);
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { problem: "json_invalid", values: { line, column: at - start + 1 } };
}
