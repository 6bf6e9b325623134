import type { Problem } from "./problem";

/**
 * So many rows that do not open, and none that did: the key is wrong, and no more time is spent on it. Not fewer: where
 * the key was changed, all older rows stand in front.
 */
const ENOUGH = 2_000;

/**
 * Tells a wrong key from a row that is damaged or has another key: as long as no row of a file could be opened, those
 * that could not are the key's fault.
 */
export class LockedRows {
  #opened = 0;
  #failed = 0;

  opened(): void {
    this.#opened++;
  }

  /** A row that could not be opened: a Problem when it is time to give up, else null. */
  failed(): Problem | null {
    this.#failed++;
    return this.#opened === 0 && this.#failed >= ENOUGH ? { problem: "wrong_unlock" } : null;
  }

  /** Whether no row at all could be opened. */
  get hopeless(): boolean {
    return this.#opened === 0 && this.#failed > 0;
  }
}
