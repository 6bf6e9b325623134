import { SaxesParser } from "saxes";
import type { Problem } from "./problem";

/** Of a text without blanks in front: two runs of them in one pattern would take the square of their length. */
const START = /^(?:<\?xml[^>]{0,200}\?>\s{0,100})?<map>/;
const MAX_STRINGS = 100_000;

/** Whether a text sets out to be an Android app's shared preferences, as a rooted phone gives them away. */
export function looksLikePreferences(head: string): boolean {
  return START.test(head.trimStart());
}

/**
 * The strings in an Android app's shared preferences (`<map><string name="…">…</string></map>`), by name. A DOCTYPE is
 * `xml_doctype`, malformed XML `xml_invalid`. Never throws.
 */
export function readPreferences(text: string): Map<string, string> | Problem {
  const strings = new Map<string, string>();
  const parser = new SaxesParser();
  let doctype = false;
  let name: string | null = null;
  let value = "";
  parser.on("doctype", () => {
    doctype = true;
    throw new Error();
  });
  parser.on("error", () => {
    throw new Error();
  });
  parser.on("opentag", (tag) => {
    const stated = tag.attributes.name;
    name = tag.name === "string" && typeof stated === "string" ? stated : null;
    value = "";
  });
  const add = (piece: string) => {
    if (name !== null) value += piece;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    if (name !== null && strings.size < MAX_STRINGS) strings.set(name, value);
    name = null;
  });
  try {
    parser.write(text).close();
  } catch {
    return doctype ? { problem: "xml_doctype" } : { problem: "xml_invalid", values: { line: parser.line } };
  }
  return strings;
}
