import type { TablePlan } from "@/lib/formats/format";
import { openBlob } from "@/lib/formats/open-blob";
import type { Problem } from "@/lib/formats/problem";
import { type Candidate, recognise } from "@/lib/formats/recognise";
import type { Source } from "@/lib/formats/source";
import type { Rows } from "./rows";
import type { SourceView } from "./state";
import { nextTurn } from "./turn";
import { UserBook } from "./user-book";

type Entry = {
  view: SourceView;
  /** Set once the content is recognised. */
  opened: { source: Source; candidates: readonly Candidate[]; chosen: Candidate } | null;
  /** Rises with every reading, so that an older one still under way gives up. */
  reading: number;
};

/** Other work (scrolling, editing) gets a turn in the worker at least this often while a file is read. */
const TURN_MS = 12;

/** The files and pastes behind the table: opens, recognises and reads them into the rows. */
export class Sources {
  readonly #rows: Rows;
  readonly #changed: () => void;
  readonly #book = new UserBook();
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

  /** Sources of which nothing may be sent yet: still being read, or with columns in doubt. */
  held(): Set<number> {
    const held = this.#entries.filter(
      ({ view }) => view.unsure || view.status === "reading" || view.status === "unlocking",
    );
    return new Set(held.map(({ view }) => view.index));
  }

  /** Reads files or pastes one after the other, all of them listed from the start. */
  async load(files: readonly { blob: Blob; name: string }[]): Promise<void> {
    const added = files.map(({ blob, name }) => ({
      blob,
      entry: { view: newView(this.#next++, name, blob.size), opened: null, reading: 0 } as Entry,
    }));
    this.#entries.push(...added.map(({ entry }) => entry));
    this.#changed();
    for (const { blob, entry } of added) {
      if (this.#entries.includes(entry)) await this.#open(entry, blob);
    }
  }

  async #open(entry: Entry, blob: Blob): Promise<void> {
    const source = await openBlob(blob, entry.view.name);
    if (!this.#entries.includes(entry)) return;
    if ("problem" in source) return this.#fail(entry, source);
    const recognised = recognise(source);
    if ("problem" in recognised) return this.#fail(entry, recognised);
    const { candidates } = recognised;
    entry.opened = { source, candidates, chosen: candidates[0] };
    entry.view.candidates = candidates.map(({ format }) => format.id);
    await this.#begin(entry);
  }

  /** Reads a source as another of its candidates. */
  async readAs(index: number, formatId: string): Promise<void> {
    const entry = this.#find(index);
    const chosen = entry?.opened?.candidates.find(({ format }) => format.id === formatId);
    if (!entry?.opened || !chosen) return;
    entry.opened.chosen = chosen;
    await this.#begin(entry);
  }

  /** Reads a table again with columns that the admin has confirmed; they count for the rest of the session. */
  async useColumns(index: number, plan: TablePlan): Promise<void> {
    const entry = this.#find(index);
    if (!entry?.opened) return;
    const confirmed: TablePlan = { ...plan, doubts: [] };
    this.#confirmed.set(signatureOf(confirmed), confirmed);
    entry.view.plan = confirmed;
    entry.view.unsure = false;
    await this.#readRows(entry, "");
  }

  /** Reads a protected source with what the admin typed; it is used and kept nowhere. */
  async unlock(index: number, unlock: string): Promise<void> {
    const entry = this.#find(index);
    if (entry?.opened) await this.#readRows(entry, unlock);
  }

  drop(index: number): void {
    this.#giveUp((entry) => entry.view.index === index);
  }

  clear(): void {
    this.#giveUp(() => true);
    this.#book.clear();
  }

  #find(index: number): Entry | undefined {
    return this.#entries.find(({ view }) => view.index === index);
  }

  #giveUp(which: (entry: Entry) => boolean): void {
    const gone = this.#entries.filter(which);
    for (const entry of gone) entry.reading++;
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    this.#rows.drop(new Set(gone.map(({ view }) => view.index)));
    this.#changed();
  }

  /** Starts with the chosen format: reads it, unless the admin has to say something first. */
  async #begin(entry: Entry): Promise<void> {
    const { view, opened } = entry;
    if (!opened) return;
    const { format, plan, lock = null } = opened.chosen;
    const known = plan && this.#confirmed.get(signatureOf(plan));
    view.format = format.id;
    view.plan = known ? { ...known } : plan;
    view.unsure = (view.plan?.doubts.length ?? 0) > 0;
    view.lock = lock;
    if (!lock) return this.#readRows(entry, "");
    entry.reading++;
    this.#rows.drop(new Set([view.index]));
    Object.assign(view, { status: "locked", rows: 0, users: 0, problem: null });
    this.#changed();
  }

  async #readRows(entry: Entry, unlock: string): Promise<void> {
    const { view, opened } = entry;
    if (!opened) return;
    const reading = ++entry.reading;
    if (view.rows > 0) this.#rows.drop(new Set([view.index]));
    Object.assign(view, {
      status: unlock === "" ? "reading" : "unlocking",
      rows: 0,
      users: 0,
      read: 0,
      problem: null,
    });
    this.#changed();
    const tell = (read: number) => {
      view.read = read;
      this.#changed();
    };
    let turn = performance.now();
    const { format } = opened.chosen;
    const items = format.read(counted(opened.source, tell), { plan: view.plan, unlock, progress: tell });
    for await (const item of items) {
      if (entry.reading !== reading) return;
      if ("problem" in item) return this.#fail(entry, item);
      view.status = "reading";
      if ("part" in item) view.part = item.part;
      else if ("users" in item) {
        view.users += item.users.length;
        this.#book.add(item.users);
      } else {
        this.#rows.add(
          view.index,
          this.#book.size === 0 ? item : item.map((record) => this.#book.complete(record)),
        );
        view.rows += item.length;
      }
      this.#changed();
      if (performance.now() - turn < TURN_MS) continue;
      await nextTurn();
      turn = performance.now();
      if (entry.reading !== reading) return;
    }
    if (view.users > 0) this.#rows.complete((record) => this.#book.complete(record));
    if (view.rows === 0 && view.users === 0) return this.#fail(entry, { problem: "no_otp" });
    Object.assign(view, { status: "ready", read: 1, lock: null });
    this.#changed();
  }

  #fail({ view }: Entry, problem: Problem): void {
    // Another try with the right password may well succeed.
    view.status = problem.problem === "wrong_unlock" ? "locked" : "failed";
    view.problem = problem;
    this.#changed();
  }
}

function newView(index: number, name: string, size: number): SourceView {
  return {
    index,
    name,
    size,
    status: "reading",
    format: null,
    candidates: [],
    problem: null,
    plan: null,
    unsure: false,
    lock: null,
    users: 0,
    part: null,
    rows: 0,
    read: 0,
  };
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
