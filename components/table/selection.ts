import type { CellPlace } from "./moved";

/** The cells from `anchor` to `head`, corner to corner; `active` is the one of them that keys act on. */
export type Selection = { active: CellPlace; anchor: CellPlace; head: CellPlace };

/** First and last rows and columns, all of them included. */
export type Rectangle = { top: number; bottom: number; left: number; right: number };

type Size = { rows: number; columns: number };

/** One cell. */
export function only(place: CellPlace): Selection {
  return { active: place, anchor: place, head: place };
}

/** The cells from where the selection began to this one. */
export function upTo(selection: Selection, head: CellPlace): Selection {
  return { ...selection, head };
}

/** All rows of the columns that are selected. */
export function wholeColumns({ active, anchor, head }: Selection, { rows }: Size): Selection {
  return { active, anchor: { ...anchor, row: 0 }, head: { ...head, row: rows - 1 } };
}

/** All columns of the rows that are selected. */
export function wholeRows({ active, anchor, head }: Selection, { columns }: Size): Selection {
  return { active, anchor: { ...anchor, column: 0 }, head: { ...head, column: columns - 1 } };
}

export function everything({ active }: Selection, { rows, columns }: Size): Selection {
  return { active, anchor: { row: 0, column: 0 }, head: { row: rows - 1, column: columns - 1 } };
}

export function rectangleOf({ anchor, head }: Selection): Rectangle {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

export function isOneCell(selection: Selection): boolean {
  const { top, bottom, left, right } = rectangleOf(selection);
  return top === bottom && left === right;
}

/** The same selection in a table that may have lost rows. */
export function fitted({ active, anchor, head }: Selection, { rows }: Size): Selection {
  const fit = (place: CellPlace) => ({ ...place, row: Math.max(0, Math.min(rows - 1, place.row)) });
  return { active: fit(active), anchor: fit(anchor), head: fit(head) };
}
