import { type Cell, cellText } from "./cell";
import { matchHeader } from "./header-name";
import { columnShape, shapeOf } from "./shape";

/**
 * Whether the first row of a table names its columns. A row with anything in it that looks like data never does, even
 * if one of its cells reads like a name (`totp`); so no record is taken for a header. Without data in it, it is one if
 * it has a known name, or if the rows below look different from it.
 */
export function firstRowIsHeader(rows: readonly (readonly Cell[])[]): boolean {
  const [first = [], ...rest] = rows;
  let named = 0;
  let unlike = false;
  for (let i = 0; i < first.length; i++) {
    const text = cellText(first[i]);
    if (text === "") continue;
    const match = matchHeader(text);
    if (match) {
      if (!match.weak) named++;
      continue;
    }
    const below = rest.map((row) => row[i]);
    const shape = columnShape(below);
    if (looksLikeData(text, shape, below)) return false;
    if (shape !== null && shape !== "text" && shape !== shapeOf(text)) unlike = true;
  }
  if (named > 0 || unlike) return true;
  // Names of columns are words, each different; then the table is at least shown with them.
  const words = first.map((cell) => cellText(cell));
  return (
    rest.length > 0 && new Set(words).size === words.length && words.every((word) => /^\p{L}/u.test(word))
  );
}

/** Words of which names of columns are made, known to us or not. */
const NAMING = /secret|otp|key|code|base|seed|token|user|name|time|date/i;

function looksLikeData(
  text: string,
  below: ReturnType<typeof columnShape>,
  cells: readonly (Cell | undefined)[],
): boolean {
  const shape = shapeOf(text);
  if (shape === "text" || shape === null) {
    // A secret or an id with a typo in it is as long as the others, or at least no word.
    const damaged =
      (below === "secret" || below === "userId") &&
      cells.some((cell) => cellText(cell).length === text.length);
    return (
      damaged ||
      (!NAMING.test(text) && /^[A-Za-z0-9+/=-]{16,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 2)
    );
  }
  if (shape !== "secret") return true;
  // Sixteen and more capital letters may be a name that nobody has heard of.
  return /\d/.test(text) || below === "secret";
}
