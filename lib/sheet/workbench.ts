import type { Change } from "./change";
import { type FixRequest, fixChange } from "./fixes/fix-change";
import type { History } from "./history";
import { type Preview, previewOf } from "./preview";
import type { Rows } from "./rows";

/** A change of many rows as the page asks for it. */
export type ChangeRequest = FixRequest;

/** Changes of many rows: first shown, then done as one step. */
export class Workbench {
  readonly #rows: Rows;
  readonly #history: History;
  /** Rises with every preview asked for, so that an older one gives up. */
  #asked = 0;

  constructor(rows: Rows, history: History) {
    this.#rows = rows;
    this.#history = history;
  }

  /** What a change would do. null: another one was asked for meanwhile. */
  async preview(request: ChangeRequest, reveal: boolean): Promise<Preview | null> {
    const mine = ++this.#asked;
    const change = this.#changeOf(request);
    return change && previewOf(this.#rows, change, { reveal, givenUp: () => mine !== this.#asked });
  }

  /** Does it; returns how many rows have changed. */
  async apply(request: ChangeRequest): Promise<number> {
    this.#asked++;
    const change = this.#changeOf(request);
    if (!change) return 0;
    return this.#history.runInTurns(change.label, change.ids, (edits, id) => {
      const row = this.#rows.byId(id);
      if (!row) return;
      if ("removes" in change) edits.setRemoved(row, true);
      else edits.change(row, change.changed);
    });
  }

  #changeOf(request: ChangeRequest): Change | null {
    return fixChange(this.#rows, request);
  }
}
