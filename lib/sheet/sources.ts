import type { Format, TablePlan } from "@/lib/formats/format";
import { openBlob } from "@/lib/formats/open-blob";
import type { Problem } from "@/lib/formats/problem";
import { recognise } from "@/lib/formats/recognise";
import type { Source } from "@/lib/formats/source";
import type { Rows } from "./rows";
import type { SourceView } from "./state";

type Entry = {
  view: SourceView;
  blob: Blob;
  /** Set once the content is recognised. */
  opened: { source: Source; format: Format } | null;
  /** Rises with every reading, so that an older one still under way gives up. */
  reading: number;
};

/** Other work (scrolling, editing) gets a turn in the worker at least this often while a file is read. */
const TURN_MS = 12;

/** The files and pastes behind the table: opens, recognises and reads them into the rows. */
export class Sources {
  readonly #rows: Rows;
  readonly #changed: () => void;
  #entries: Entry[] = [];
  #next = 0;
  /** Columns that the admin has confirmed, for files with the same columns later in this session. */
  readonly #confirmed = new Map<string, TablePlan>();

  constructor(rows: Rows, changed: () => void) {
    this.#rows = rows;
    this.#changed = changed;
  }

  views(): SourceView[] {
    return this.#entries.map(({ view }) => ({ ...view }));
  }

  async read({ blob, name }: { blob: Blob; name: string }): Promise<void> {
    const view: SourceView = {
      index: this.#next++,
      name,
      size: blob.size,
      status: "reading",
      format: null,
      problem: null,
      plan: null,
      unsure: false,
      rows: 0,
      read: 0,
    };
    const entry: Entry = { view, blob, opened: null, reading: 0 };
    this.#entries.push(entry);
    this.#changed();
    const source = await openBlob(blob, name);
    if ("problem" in source) return this.#fail(entry, source);
    const recognised = recognise(source);
    if ("problem" in recognised) return this.#fail(entry, recognised);
    entry.opened = { source, format: recognised.format };
    view.format = recognised.format.id;
    const known = recognised.plan && this.#confirmed.get(signatureOf(recognised.plan));
    view.plan = known ? { ...known } : recognised.plan;
    view.unsure = (view.plan?.doubts.length ?? 0) > 0;
    await this.#readRows(entry);
  }

  /** Reads a table again with columns that the admin has confirmed; they count for the rest of the session. */
  async readAgain(index: number, plan: TablePlan): Promise<void> {
    const entry = this.#entries.find(({ view }) => view.index === index);
    if (!entry?.opened) return;
    const confirmed: TablePlan = { ...plan, doubts: [] };
    this.#confirmed.set(signatureOf(confirmed), confirmed);
    entry.view.plan = confirmed;
    entry.view.unsure = false;
    await this.#readRows(entry);
  }

  drop(index: number): void {
    this.#giveUp((entry) => entry.view.index === index);
  }

  clear(): void {
    this.#giveUp(() => true);
  }

  #giveUp(which: (entry: Entry) => boolean): void {
    const gone = this.#entries.filter(which);
    for (const entry of gone) entry.reading++;
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    this.#rows.drop(new Set(gone.map(({ view }) => view.index)));
    this.#changed();
  }

  async #readRows(entry: Entry): Promise<void> {
    const { view, opened } = entry;
    if (!opened) return;
    const reading = ++entry.reading;
    if (view.rows > 0) this.#rows.drop(new Set([view.index]));
    view.rows = 0;
    view.read = 0;
    view.status = "reading";
    view.problem = null;
    this.#changed();
    let turn = performance.now();
    const source = counted(opened.source, (read) => {
      view.read = read;
    });
    for await (const batch of opened.format.read(source, view.plan)) {
      if (entry.reading !== reading) return;
      if ("problem" in batch) return this.#fail(entry, batch);
      this.#rows.add(view.index, batch);
      view.rows += batch.length;
      this.#changed();
      if (performance.now() - turn < TURN_MS) continue;
      await nextTurn();
      turn = performance.now();
      if (entry.reading !== reading) return;
    }
    if (view.rows === 0) return this.#fail(entry, { problem: "no_otp" });
    view.status = "ready";
    view.read = 1;
    this.#changed();
  }

  #fail({ view }: Entry, problem: Problem): void {
    view.status = "failed";
    view.problem = problem;
    this.#changed();
  }
}

/** Tables with the same columns in the same order are the same kind of table. */
function signatureOf(plan: TablePlan): string {
  return JSON.stringify([plan.delimiter, plan.hasHeader, plan.columns.map(({ name }) => name)]);
}

/** The source, telling how much of it has been handed out (0 to 1, roughly: characters against bytes). */
function counted(source: Source, tell: (read: number) => void): Source {
  return {
    ...source,
    async *chunks() {
      let read = 0;
      for await (const chunk of source.chunks()) {
        read += chunk.length;
        tell(Math.min(1, read / source.size));
        yield chunk;
      }
    },
  };
}

/** Lets the worker answer the page before it goes on; setTimeout would be throttled to 4 ms a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
