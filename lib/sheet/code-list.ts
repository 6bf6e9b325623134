/** One line of a list of codes. */
export type CodeLine = {
  /** A name or a line number; "": the row that stands at this place of the list. */
  given: string;
  /** Its digits; "" if there is no code. */
  code: string;
  /** Its place in the list, where an empty line has one as well: an empty cell of a column is somebody's. */
  place: number;
};

/**
 * Reads a list of codes as people paste it: `ann@example.com, 123 456`, `17<tab>123456`, `123 456`; the code is what stands
 * last. A heading, which has no digit, is no line, and neither is an empty one.
 */
export function readCodes(text: string): CodeLine[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .normalize("NFKC")
    .split(/\r\n|\r|\n/);
  const rest = lines.length > 1 && isHeading(lines[0] ?? "") ? lines.slice(1) : lines;
  return rest
    .map((line, place) => ({ ...splitLine(line), place }))
    .filter(({ given, code }) => given !== "" || code !== "");
}

/** An address, or a name with nothing behind it, is a user whose code is missing. */
function isHeading(line: string): boolean {
  return /^\D*\S\D*$/.test(line) && !/@|[,;\t|]["'\s]*$/.test(line);
}

function splitLine(line: string): { given: string; code: string } {
  const text = line.replaceAll(/["']/g, "").trim();
  const cut = Math.max(...[",", ";", "\t", "|"].map((delimiter) => text.lastIndexOf(delimiter)));
  if (cut >= 0) return lineOf(text.slice(0, cut), text.slice(cut + 1));
  const words = text.split(/\s+/);
  const inHalves = words.length > 1 && words.slice(-2).every((word) => /^\d{3,4}$/.test(word));
  const last = words.splice(inHalves ? -2 : -1).join("");
  // A word alone that is no code is a name without one.
  return words.length === 0 && codeOf(last) === "" ? lineOf(last, "") : lineOf(words.join(" "), last);
}

function lineOf(given: string, code: string): { given: string; code: string } {
  return { given: given.trim(), code: codeOf(code) };
}

/** Spreadsheets take a code for a number and drop the zeros before it, so that it may be shorter than it was. */
function codeOf(text: string): string {
  const digits = text.replace(/[\s\-\u2010-\u2015.]+/g, "");
  return /^\d{3,10}$/.test(digits) ? digits : "";
}
