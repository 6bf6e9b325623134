import type { GridRows } from "@/components/table/grid-kind";
import {
  ROWS_AT_ONCE,
  type RowPages,
  type RowQuery,
  type RunRow,
  rowListSchema,
  rowPagesSchema,
} from "@/lib/otp/run-list";
import { streamed, Unstreamed } from "@/lib/sheet/run-http";
import { ask } from "./ask";

/** So many pages are asked for at once, and kept: those nearest to what is on screen. */
const ASKED_AT_ONCE = 2;
const KEPT = 24;
const AGAIN_MS = 1_000;

export type PagerState = {
  rows: Pick<GridRows<RunRow>, "length" | "at" | "loaded">;
  /** The first page, for what is printed. */
  first: readonly RunRow[];
  /** All rows have been counted. */
  counted: boolean;
  /** The server does not answer; it is asked again. */
  failed: boolean;
  /** The server knows no such run any more. */
  gone: boolean;
};

type Page = { rows: readonly RunRow[]; stale: boolean };

/**
 * The rows of a run that a filter lets through, a page at a time from the server: a million rows are known by where their
 * pages begin, and only those near the screen are here.
 */
export class RowPager {
  readonly #run: string;
  readonly #filter: Pick<RowQuery, "states" | "search">;
  readonly #left = new AbortController();
  readonly #listeners = new Set<() => void>();
  #index: RowPages = { rows: 0, afters: [] };
  #counted = false;
  #counting = false;
  /** What was counted last is no longer so, or has not been counted to its end. */
  #recount = false;
  #failed = false;
  #gone = false;
  #pages = new Map<number, Page>();
  readonly #asked = new Set<number>();
  #wanted = { start: 0, end: ROWS_AT_ONCE };
  #state: PagerState;

  /** @param run its key */
  constructor(run: string, filter: Pick<RowQuery, "states" | "search">) {
    this.#run = run;
    this.#filter = filter;
    this.#state = this.#drawn();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PagerState => this.#state;

  /** From now on these rows are on screen, or about to be. */
  readonly look = (start: number, end: number): void => {
    this.#wanted = { start, end };
    this.#tell();
    this.#fill();
  };

  /** Counts the rows anew, and asks for those on screen again. What is shown stays until there is something else. */
  async count(): Promise<void> {
    this.#recount = true;
    if (this.#counting || this.#gone) return;
    this.#counting = true;
    // Whoever asks meanwhile may know of something that this count has passed already.
    while (this.#recount && !this.#left.signal.aborted) if (!(await this.#countOnce())) break;
    this.#counting = false;
    this.#tell();
    this.#fill();
  }

  /** False: the server does not answer. */
  async #countOnce(): Promise<boolean> {
    this.#recount = false;
    const first = !this.#counted;
    const index: RowPages = { rows: 0, afters: [] };
    try {
      const path = `/api/runs/${this.#run}/pages?${this.#search({})}`;
      for await (const line of streamed(path, { signal: this.#left.signal })) {
        const { rows, afters } = rowPagesSchema.parse(line);
        index.rows = rows;
        index.afters.push(...afters);
        // The first time rows are shown while the others are counted.
        if (first) this.#take({ ...index });
      }
      this.#take(index);
      this.#counted = true;
      this.#failed = false;
      for (const page of this.#pages.values()) page.stale = true;
      return true;
    } catch (thrown) {
      this.#gone = thrown instanceof Unstreamed && thrown.status === 404;
      this.#recount = !this.#gone;
      if (!this.#gone) this.#fail();
      return false;
    }
  }

  /** All rows from `start` up to but not including `end`, also those that are not at hand; null when they cannot be had. */
  async range(start: number, end: number): Promise<RunRow[] | null> {
    const found: RunRow[] = [];
    for (let page = pageOf(start); page <= pageOf(end - 1); page++) {
      const rows = this.#pages.get(page)?.rows ?? (await this.#read(page));
      if (!rows) return null;
      found.push(...rows);
    }
    const from = start - pageOf(start) * ROWS_AT_ONCE;
    return found.slice(from, from + end - start);
  }

  close(): void {
    this.#left.abort();
    this.#listeners.clear();
  }

  #take(index: RowPages): void {
    this.#index = index;
    this.#tell();
    this.#fill();
  }

  /** Asks for what is on screen first, then for what is beside it. */
  #fill(): void {
    if (this.#gone) return;
    const { start, end } = this.#wanted;
    const first = pageOf(start);
    const last = pageOf(Math.max(start, end - 1));
    const near = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    for (const page of [...near, last + 1, first - 1]) {
      if (this.#asked.size >= ASKED_AT_ONCE) return;
      const known = this.#pages.get(page);
      if (page < 0 || page >= this.#index.afters.length || this.#asked.has(page)) continue;
      if (!known || known.stale) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page);
    const extent = this.#extentOf(page);
    const rows = await this.#read(page);
    this.#asked.delete(page);
    if (this.#left.signal.aborted) return;
    if (!rows) return this.#fail();
    this.#failed = false;
    // Counted a moment ago, and not there: they have another state by now, or the run has been deleted.
    if (rows.length === 0 && !this.#counting) return void this.count();
    // By now more of its rows may have been counted, or it begins elsewhere.
    this.#pages.set(page, { rows, stale: this.#extentOf(page) !== extent });
    this.#forget();
    this.#tell();
    this.#fill();
  }

  async #read(page: number): Promise<readonly RunRow[] | null> {
    const path = `/api/runs/${this.#run}/rows?${this.#extentOf(page)}`;
    return (await ask(path, rowListSchema))?.rows ?? null;
  }

  /** Which rows a page has, as it is asked for. */
  #extentOf(page: number): string {
    const after = this.#index.afters[page] ?? -1;
    const most = Math.max(1, Math.min(ROWS_AT_ONCE, this.#index.rows - page * ROWS_AT_ONCE));
    return this.#search({ after: String(after), most: String(most) }).toString();
  }

  #search(more: Record<string, string>): URLSearchParams {
    const { states, search } = this.#filter;
    return new URLSearchParams({ states: states.join(","), search, ...more });
  }

  /** Of the pages far from the screen. */
  #forget(): void {
    const middle = pageOf((this.#wanted.start + this.#wanted.end) / 2);
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, far.length - KEPT))) if (page > 0) this.#pages.delete(page);
  }

  #fail(): void {
    if (this.#left.signal.aborted) return;
    this.#failed = true;
    this.#tell();
    setTimeout(() => {
      if (this.#left.signal.aborted) return;
      if (this.#recount) void this.count();
      else this.#fill();
    }, AGAIN_MS);
  }

  #tell(): void {
    this.#state = this.#drawn();
    for (const listener of this.#listeners) listener();
  }

  #drawn(): PagerState {
    const pages = new Map(this.#pages);
    const at = (place: number) => pages.get(pageOf(place))?.rows[place % ROWS_AT_ONCE];
    const { start, end } = this.#wanted;
    const loaded = Array.from({ length: end - start }, (_, offset) => at(start + offset));
    return {
      rows: { length: this.#index.rows, at, loaded: loaded.filter((row) => row !== undefined) },
      first: pages.get(0)?.rows ?? [],
      counted: this.#counted,
      failed: this.#failed,
      gone: this.#gone,
    };
  }
}

const pageOf = (place: number) => Math.floor(place / ROWS_AT_ONCE);
