/** The rows that a tab holds, as far as their pool goes. The screen that reads them says so, when it is there. */
export type PoolRows = {
  any: () => boolean;
  /** A run or a search is under way. */
  busy: () => boolean;
  /** Some have been sent to the pool. */
  sent: () => boolean;
  /** What the pool has said of them is forgotten; if some were sent, all of them are. */
  leave: () => void;
};

/** The id of the connection that this tab stands on, from screen to screen. Another tab may stand on another. */
let held: string | null = null;
let rows: PoolRows | null = null;

/** Takes a connection for this tab. Only in the browser. */
export function holdConnection(id: string): void {
  held = id;
}

export function holdRows(own: PoolRows): void {
  rows = own;
}

/**
 * Where this tab should be instead of on the connection that a page was drawn with; null: right there. A link without a
 * connection leads to the one chosen last, perhaps in another tab, and rows that are loaded change their pool only by the picker.
 * @param asked the connection in the page's address, if any
 */
export function otherConnection(drawn: string, asked: string | null): string | null {
  if (held === null || held === drawn || (asked !== null && !rows?.any())) return null;
  return held;
}

/** Why the connection cannot be changed just so; null: it can. `rows` and `sent`: when that is confirmed. */
export function changeObstacle(): "busy" | "sent" | "rows" | null {
  if (!rows?.any()) return null;
  if (rows.busy()) return "busy";
  return rows.sent() ? "sent" : "rows";
}

/** Makes the rows of this tab ready for another pool. */
export function leavePool(): void {
  rows?.leave();
}
