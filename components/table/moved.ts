export type CellPlace = { row: number; column: number };

type Key = { key: string; ctrlKey: boolean; metaKey: boolean };
type Size = { rows: number; columns: number; page: number };

/**
 * Where the cursor of a grid goes for a key, by the WAI-ARIA grid pattern and the habits of spreadsheets; null for keys
 * that do not move it.
 */
export function moved(
  { key, ctrlKey, metaKey }: Key,
  { row, column }: CellPlace,
  size: Size,
): CellPlace | null {
  const toEdge = ctrlKey || metaKey;
  const at = (nextRow: number, nextColumn: number): CellPlace => ({
    row: Math.max(0, Math.min(size.rows - 1, nextRow)),
    column: Math.max(0, Math.min(size.columns - 1, nextColumn)),
  });
  switch (key) {
    case "ArrowDown":
      return at(toEdge ? size.rows : row + 1, column);
    case "ArrowUp":
      return at(toEdge ? 0 : row - 1, column);
    case "ArrowRight":
      return at(row, toEdge ? size.columns : column + 1);
    case "ArrowLeft":
      return at(row, toEdge ? 0 : column - 1);
    case "PageDown":
      return at(row + size.page, column);
    case "PageUp":
      return at(row - size.page, column);
    case "Home":
      return at(toEdge ? 0 : row, 0);
    case "End":
      return at(toEdge ? size.rows : row, size.columns);
    default:
      return null;
  }
}
