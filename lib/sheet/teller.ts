import type { Told } from "./in-turns";
import { EVERYTHING, type Query } from "./query";
import type { RowList } from "./row-list";
import { type RowView, viewRow } from "./row-view";
import type { Rows } from "./rows";
import type { SheetState } from "./state";
import { nextTurn, TURN_MS } from "./turn";
import { View } from "./view";

/** How often the page hears of changes while rows pour in: often enough to look live, seldom enough to stay smooth. */
const TELL_EVERY_MS = 200;
/** A million sorted rows take their time: looking through them again may have no more than this part of the worker. */
const TELL_SHARE = 1 / 4;

/** What the page looks at, as part of the state. */
export type Looked = Pick<SheetState, "working" | "query" | "viewLength" | "window">;

/** Holds what the page looks at, and decides when it hears of changes: at once, soon, or when there is time. */
export class Teller {
  readonly #rows: Rows;
  readonly #reading: () => boolean;
  readonly #state: (looked: Looked) => SheetState;
  readonly #view: View;
  #query = EVERYTHING;
  #shown: RowList;
  #searchesOn = false;
  #listener: ((state: SheetState) => void) | null = null;
  #range = { start: 0, end: 60 };
  #working: SheetState["working"] = null;
  #stale = false;
  /** When the page has heard the latest. */
  #told = Number.NEGATIVE_INFINITY;
  #toldOfRows = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Milliseconds that it took to look through all rows the last time. */
  #cost = 0;

  /**
   * `reading`: whether rows are still coming in.
   * `state`: all that the page hears, around what it looks at.
   */
  constructor(rows: Rows, reading: () => boolean, state: (looked: Looked) => SheetState) {
    this.#rows = rows;
    this.#reading = reading;
    this.#state = state;
    this.#view = new View(rows);
    this.#shown = rows.all;
  }

  /** The rows that the query lets through, as of the last look. */
  get shown(): RowList {
    return this.#shown;
  }
  get query(): Query {
    return this.#query;
  }

  /** From now on this one hears of everything. */
  listen(listener: (state: SheetState) => void): void {
    this.#listener = listener;
    this.tell();
  }

  /** From now on the page looks at the rows that this query lets through. */
  ask(query: Query): void {
    this.#query = query;
    this.renew();
  }

  /** From now on it looks at those from `start` up to but not including `end`. */
  look(start: number, end: number): void {
    this.#range = { start, end };
    this.show();
  }

  /** Other rows may pass the query now, and the page hears of it at once. */
  renew(): void {
    this.#stale = true;
    this.tell();
  }

  /** The same, but the page need not hear of it this instant, but for the first rows. */
  changed(): void {
    this.#stale = true;
    if (!this.#toldOfRows && this.#rows.all.length > 0) {
      this.tell();
      return;
    }
    const pause = Math.max(TELL_EVERY_MS, this.#cost / TELL_SHARE);
    this.#timer ??= setTimeout(() => this.tell(), Math.max(0, this.#told + pause - performance.now()));
  }

  /** Tells the page how everything stands now. */
  tell(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#refresh();
    this.#listener?.(this.#state(this.#looked()));
    this.#told = performance.now();
    this.#toldOfRows = this.#rows.all.length > 0;
  }

  /** The same at once; where looking through all rows takes long, with the rows where they stood the last time. */
  show(): void {
    if (this.#cost < TELL_EVERY_MS * TELL_SHARE) this.#refresh();
    this.#listener?.(this.#state(this.#looked()));
  }

  /** Tells the page how far it is while something goes over many rows. `stops`: `stopWork` ends it where it is. */
  async atWork<Result>(work: (told: Told) => Promise<Result>, stops = false): Promise<Result> {
    try {
      return await work((done, all) => {
        this.#working = { done, all, stops };
        if (performance.now() - this.#told >= TELL_EVERY_MS) this.tell();
      });
    } finally {
      this.#working = null;
      this.show();
    }
  }

  #refresh(): void {
    if (!this.#stale) return;
    const started = performance.now();
    if (this.#view.searchOn(this.#query) && !this.#searchesOn) void this.#searchOn();
    this.#shown = this.#view.list(this.#query, this.#reading());
    this.#stale = false;
    this.#cost = performance.now() - started;
  }

  /** Searches the rest of the rows whenever there is nothing else to do, always for the latest query. */
  async #searchOn(): Promise<void> {
    this.#searchesOn = true;
    for (let more = true; more; ) {
      await nextTurn();
      const turn = performance.now();
      while (more && performance.now() - turn < TURN_MS) more = this.#view.searchOn(this.#query);
      this.changed();
    }
    this.#searchesOn = false;
    this.tell();
  }

  #window(): RowView[] {
    return this.#shown.slice(this.#range.start, this.#range.end).map((row) => viewRow(this.#rows, row));
  }

  #looked(): Looked {
    return {
      working: this.#working,
      query: this.#query,
      viewLength: this.#shown.length,
      window: { start: this.#range.start, rows: this.#window() },
    };
  }
}
