import { nextTurn } from "./turn";

/** Other work (scrolling, editing) gets a turn in the worker at least this often. */
const TURN_MS = 12;
/** How many items are visited between two looks at the clock. */
const AT_ONCE = 256;

/** Hears how many of how many rows are done, at every turn. */
export type Told = (done: number, all: number) => void;

/**
 * Visits every item, with turns for others in between. Ends early, with false, once `givenUp` says so.
 */
export async function inTurns<T>(
  items: readonly T[],
  visit: (item: T) => void,
  givenUp: () => boolean = () => false,
  told: Told = () => undefined,
): Promise<boolean> {
  let turn = performance.now();
  for (let at = 0; at < items.length; at++) {
    visit(items[at] as T);
    if (at % AT_ONCE !== AT_ONCE - 1 || performance.now() - turn < TURN_MS) continue;
    told(at + 1, items.length);
    await nextTurn();
    if (givenUp()) return false;
    turn = performance.now();
  }
  return true;
}
