import { proxy, type Remote, wrap } from "comlink";
import { DEFAULT_CHOICES } from "@/lib/otp/check";
import { EVERYTHING, type Query, sameQuery } from "./query";
import { ROW_STATES, type RowState } from "./row";
import type { Sheet } from "./sheet";
import type { SheetNews, SheetState } from "./state";

export const EMPTY_STATE: SheetState = {
  sources: [],
  counts: Object.fromEntries(ROW_STATES.map((state) => [state, 0])) as Record<RowState, number>,
  retries: { failed: 0, kept: 0, unchecked: 0 },
  issues: [],
  shapes: [],
  choices: DEFAULT_CHOICES,
  history: { undo: null, redo: null },
  working: null,
  query: EVERYTHING,
  viewLength: 0,
  window: { start: 0, rows: [] },
};

/** The page's end of the worker: the latest state to render from, and the sheet to call. */
export class SheetClient {
  readonly sheet: Remote<Sheet>;
  readonly #worker: Worker;
  readonly #listeners = new Set<() => void>();
  #state = EMPTY_STATE;
  #news: SheetNews = EMPTY_STATE;
  #dead = false;
  /** A query that the worker has not answered yet. */
  #asked: Query | null = null;
  /** What was chosen on the page, to be read again if the worker dies. A handle holds nothing of the file. */
  readonly #files: File[] = [];

  constructor() {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onerror = () => this.#die();
    // News that cannot be read: from now on the page would show what is not so.
    this.#worker.onmessageerror = () => this.#die();
    this.sheet = wrap<Sheet>(this.#worker);
    void this.sheet.subscribe(
      proxy((state: SheetState) => {
        if (this.#asked && sameQuery(this.#asked, state.query)) this.#asked = null;
        this.#hear(this.#asked ? { ...state, query: this.#asked } : state);
      }),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SheetState => this.#state;

  /** The state without its rows: the same object until something of it changes. */
  readonly news = (): SheetNews => this.#news;

  /** The worker has died, and with it the rows: the page has to say so. */
  readonly dead = (): boolean => this.#dead;

  /** Reads files into the table. */
  load(files: readonly File[]): void {
    this.#files.push(...files);
    void this.sheet.load(files.map((file) => ({ blob: file, name: file.name })));
  }

  /** Reads a pasted text into the table. */
  loadText(text: string): void {
    void this.sheet.load([{ blob: new Blob([text]), name: "" }]);
  }

  /** The files that the table was read from, and how many texts were pasted, which are kept nowhere. */
  origins(): { files: File[]; pasted: number } {
    const { sources } = this.#state;
    return {
      files: this.#files.filter(({ name, size }) =>
        sources.some((source) => source.name === name && source.size === size),
      ),
      pasted: sources.filter(({ name }) => name === "").length,
    };
  }

  /** Shows other rows. The query itself holds at once: what is typed must not wait for a million rows. */
  show(query: Query): void {
    this.#asked = query;
    this.#hear({ ...this.#state, query });
    void this.sheet.show(query);
  }

  /** Ends the worker, and with it all that it holds. Nothing may be asked of it any more. */
  close(): void {
    this.#listeners.clear();
    this.#worker.terminate();
  }

  #hear(state: SheetState): void {
    const { window: _rows, ...news } = state;
    this.#state = state;
    if (JSON.stringify(news) !== JSON.stringify(this.#news)) this.#news = news;
    this.#emit();
  }

  #die(): void {
    this.#dead = true;
    // Whatever is left of it holds secrets.
    this.#worker.terminate();
    this.#emit();
  }

  #emit(): void {
    for (const listener of this.#listeners) listener();
  }
}
