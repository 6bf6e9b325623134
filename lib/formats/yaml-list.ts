import { parseDocument } from "yaml";
import type { Problem } from "./problem";

/** Larger than any list of tokens; the parser keeps a tree of it all. */
const MAX_LENGTH = 16 << 20;
const MAX_ALIASES = 1_000;
/**
 * What no export has and what costs the parser more than its length: a line that is indented deeply or opens many lists at
 * once (it compiles a pattern as long as that), keys behind a question mark, a line without end.
 */
const COSTLY = /^[ \t]{101}|^[ \t]*(?:- ?){50}|^[ \t]*(?:- +)*\? |^.{65536}/m;

/**
 * A YAML document with every scalar as the text it is written as, so that no digits of a secret are taken for a number, or
 * the problem `yaml_invalid` with a line. Aliases are counted out, unknown tags mean nothing. Never throws.
 */
export function readYaml(written: string): { document: unknown } | Problem {
  if (written.length > MAX_LENGTH) return { problem: "too_big" };
  // YAML 1.2 section 5.4 knows CR alone as a line end; the library does not.
  const text = written.replace(/\r\n?/g, "\n");
  const costly = COSTLY.exec(text);
  if (costly) return invalidAt(text, costly.index);
  try {
    const parsed = parseDocument(text, { schema: "failsafe", prettyErrors: false, logLevel: "silent" });
    const [error] = parsed.errors;
    if (error) return invalidAt(text, error.pos[0]);
    return { document: parsed.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch {
    // Nested too deep, or too many aliases.
    return invalidAt(text, 0);
  }
}

function invalidAt(text: string, at: number): Problem {
  let line = 1;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", end + 1)) line++;
  return { problem: "yaml_invalid", values: { line } };
}
