import { type Cell, cellText } from "./cell";
import { type HeaderMatch, pathShape } from "./header-name";

/**
 * The columns, of some that stand for the same kind of name (the surest first), that are as good as the first and name
 * somebody else than it does in a row. Not one whose path says less, nor the rest of a list of one user's addresses.
 */
export function rivalNames(
  columns: readonly number[],
  names: readonly string[],
  matches: readonly (HeaderMatch | null)[],
  values: readonly (readonly (Cell | undefined)[])[],
): number[] {
  const [first = -1, ...others] = columns;
  const chosen = matches[first];
  const path = names[first] ?? "";
  const isOfItsList = (name: string) => pathShape(name) !== name && pathShape(name) === pathShape(path);
  return others.filter((at) => {
    const match = matches[at];
    if (match?.weak !== chosen?.weak || match?.depth !== chosen?.depth) return false;
    return !isOfItsList(names[at] ?? "") && differ(values[first] ?? [], values[at] ?? []);
  });
}

/** Whether two columns name different users in any row in which both name one. */
export function differ(one: readonly (Cell | undefined)[], other: readonly (Cell | undefined)[]): boolean {
  return one.some((cell, row) => {
    const [own, its] = [folded(cell), folded(other[row])];
    return own !== "" && its !== "" && own !== its;
  });
}

function folded(cell: Cell | undefined): string {
  return cellText(cell).toLowerCase();
}
