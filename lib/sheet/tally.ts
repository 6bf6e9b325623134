import type { IssueCode } from "@/lib/otp/issue";
import type { IssueSets } from "./issue-sets";
import { RETRIES, type Retry, ROW_STATES, type RowState, retryOf } from "./row";
import type { RowStore } from "./row-store";
import { type Shape, Shapes } from "./shapes";

const READY = ROW_STATES.indexOf("ready");
const BLOCKED = ROW_STATES.indexOf("blocked");
const REMOVED = ROW_STATES.indexOf("removed");

/** How many rows there are of each kind. Whoever changes a row takes it out before, and puts it in again after. */
export class Tally {
  readonly shapes = new Shapes();
  readonly #store: RowStore;
  readonly #sets: IssueSets;
  readonly #states = new Int32Array(ROW_STATES.length);
  /** Rows that are not removed, by number of their issue set. */
  readonly #bySet: number[] = [];
  /** The same rows, by number of their shape. */
  readonly #byShape: number[] = [];
  readonly #retries: Record<Retry, number> = { failed: 0, kept: 0, unchecked: 0 };

  constructor(store: RowStore, sets: IssueSets) {
    this.#store = store;
    this.#sets = sets;
  }

  ofStates(): Readonly<Record<RowState, number>> {
    return Object.fromEntries(ROW_STATES.map((state, at) => [state, this.#states[at]])) as Record<
      RowState,
      number
    >;
  }

  /** How many rows another attempt would take, by what it would be. */
  ofRetries(): Readonly<Record<Retry, number>> {
    return { ...this.#retries };
  }

  /** How many rows have each issue, removed rows left out; only issues that occur. */
  ofIssues(): Map<IssueCode, number> {
    const counts = new Map<IssueCode, number>();
    this.#bySet.forEach((rows, set) => {
      if (rows > 0)
        for (const code of this.#sets.codes(set)) counts.set(code, (counts.get(code) ?? 0) + rows);
    });
    return counts;
  }

  /** How many rows have each shape, removed rows left out; the most frequent first. */
  ofShapes(): { shape: Shape; rows: number }[] {
    return this.shapes.counted(this.#byShape);
  }

  clear(): void {
    this.#states.fill(0);
    this.#bySet.length = 0;
    this.#byShape.length = 0;
    for (const retry of RETRIES) this.#retries[retry] = 0;
  }

  /** Takes a row out before it changes, or puts it in when it has. */
  count(place: number, by: 1 | -1): void {
    const { revision, removed, issues, shape, state } = this.#store;
    revision[place] = (revision[place] as number) + 1;
    const now = this.#stateAt(place);
    state[place] = now;
    if (removed[place] === 0) this.#add(issues[place] as number, shape[place] as number, now, by);
    else this.#states[now] = (this.#states[now] as number) + by;
    const retry = this.retryAt(place);
    if (retry) this.#retries[retry] += by;
  }

  /** Puts rows in of which nothing has become yet. Most are as the one before: those are counted together. */
  countNew(from: number, to: number): void {
    const { issues, shape, state } = this.#store;
    let [set, kind, now, alike] = [-1, -1, READY, 0];
    for (let place = from; place < to; place++) {
      if (issues[place] !== set || shape[place] !== kind) {
        if (alike > 0) this.#add(set, kind, now, alike);
        alike = 0;
        set = issues[place] as number;
        kind = shape[place] as number;
        now = this.#sets.blocked(set) ? BLOCKED : READY;
      }
      state[place] = now;
      alike++;
    }
    if (alike > 0) this.#add(set, kind, now, alike);
  }

  /** What another attempt at this row would be; null: none. */
  retryAt(place: number): Retry | null {
    const { removed, outcome, outcomes, issues } = this.#store;
    if (outcome[place] === 0 || removed[place] === 1 || this.#sets.blocked(issues[place] as number))
      return null;
    return retryOf(outcomes.at(outcome[place] as number));
  }

  #add(set: number, kind: number, state: number, rows: number): void {
    this.#states[state] = (this.#states[state] as number) + rows;
    this.#bySet[set] = (this.#bySet[set] ?? 0) + rows;
    this.#byShape[kind] = (this.#byShape[kind] ?? 0) + rows;
  }

  #stateAt(place: number): number {
    const { removed, outcome, outcomes, issues } = this.#store;
    if (removed[place] === 1) return REMOVED;
    const { state } = outcomes.at(outcome[place] as number) ?? {};
    if (state) return ROW_STATES.indexOf(state);
    return this.#sets.blocked(issues[place] as number) ? BLOCKED : READY;
  }
}
