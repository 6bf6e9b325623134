import type { Problem } from "@/lib/formats/problem";
import { type AssignRequest, assignChange } from "./assign/assign-change";
import { OwnerList, type OwnerListView } from "./assign/owner-list";
import type { Change } from "./change";
import { type FixRequest, fixChange } from "./fixes/fix-change";
import type { History, StepView } from "./history";
import type { Told } from "./in-turns";
import { type KeepRule, keepChange } from "./keep-one";
import { type Preview, previewOf } from "./preview";
import { type ReplaceRequest, replaceChange } from "./replace/replace-change";
import type { RowList } from "./row-list";
import type { Rows } from "./rows";
import type { Edits } from "./step";

/** A change of many rows as the page asks for it. */
export type ChangeRequest =
  | FixRequest
  | ReplaceRequest
  | AssignRequest
  /** Of every user with several rows one is to stay. */
  | { kind: "keep"; rule: KeepRule };

/** A change that was made. `whole`: it came to its end. */
export type Applied = StepView & { whole: boolean };

/** Changes of many rows: first shown, then done as one step. */
export class Workbench {
  readonly #rows: Rows;
  readonly #history: History;
  readonly #shown: () => RowList;
  #owners: OwnerList | null = null;
  /** Rises with every preview asked for, so that an older one gives up. */
  #asked = 0;

  /** `shown`: the rows that the table shows. */
  constructor(rows: Rows, history: History, shown: () => RowList) {
    this.#rows = rows;
    this.#history = history;
    this.#shown = shown;
  }

  /** Reads a list of owners and keeps it for the changes that follow; null forgets it. */
  async useOwners(blob: Blob | null): Promise<OwnerListView | Problem | null> {
    this.#owners = null;
    if (!blob) return null;
    const list = await OwnerList.read(blob);
    if ("problem" in list) return list;
    this.#owners = list;
    return list.view(this.#rows);
  }

  /** What a change would do. null: another one was asked for meanwhile, or there is nothing to do it with. */
  async preview(request: ChangeRequest, reveal: boolean, told?: Told): Promise<Preview | null> {
    const mine = ++this.#asked;
    const givenUp = () => mine !== this.#asked;
    const owners = this.#owners;
    if (this.#history.isPlaying) await this.#history.settled();
    const change = givenUp() ? null : this.#changeOf(request, owners);
    return change && previewOf(this.#rows, change, { reveal, givenUp, ...(told && { told }) });
  }

  /** Nobody waits for what was to be previewed. */
  endPreview(): void {
    this.#asked++;
  }

  /** Does it; null: there is nothing to do it with. */
  async apply(request: ChangeRequest, told?: Told): Promise<Applied | null> {
    this.#asked++;
    // Nobody needs the list of owners after that, and an undo may take its time.
    const owners = this.#owners;
    if (this.#history.isPlaying) await this.#history.settled();
    const change = this.#changeOf(request, owners);
    if (!change) return null;
    const apply = (edits: Edits, id: number) => {
      const row = this.#rows.byId(id);
      if (!row) return;
      if ("removes" in change) edits.setRemoved(row, true);
      else edits.change(row, change.changed);
    };
    const { rows, whole } = await this.#history.runInTurns(change.label, change.ids, apply, told);
    return { code: change.label, rows, whole: whole && !change.stopped?.() };
  }

  #changeOf(request: ChangeRequest, owners: OwnerList | null): Change | null {
    switch (request.kind) {
      case "fix":
        return fixChange(this.#rows, request);
      case "replace":
        return replaceChange(this.#rows, this.#shown(), request);
      case "keep":
        return keepChange(this.#rows, request.rule);
      case "assign":
        return owners && assignChange(this.#rows, owners, request);
    }
  }
}
