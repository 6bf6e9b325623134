import type { ReadItem, TablePlan } from "@/lib/formats/format";
import { openFile } from "@/lib/formats/open-file";
import type { Problem } from "@/lib/formats/problem";
import { type Candidate, recognise } from "@/lib/formats/recognise";
import { columnsNameNobody, namesNobody, secondFileOf } from "@/lib/formats/second-file";
import type { SourceRecord } from "@/lib/otp/record";
import { counted } from "./counted";
import type { Rows } from "./rows";
import { finish, newView } from "./source-view";
import type { SourceView } from "./state";
import { kindOf } from "./table-kind";
import { nextTurn, TURN_MS } from "./turn";
import { UserBook } from "./user-book";

type Entry = {
  view: SourceView;
  blob: Blob;
  /** What it might be and what it is read as; set once the content is recognised. */
  recognised: { candidates: readonly Candidate[]; chosen: Candidate } | null;
  /** Rises with every reading and when the source is dropped, so that an older one still under way gives up. */
  reading: number;
  /** Lets others have their turn, though a reading that was given up has not come to its end. */
  leave: () => void;
};

/** Ends a key derivation that nobody waits for any more. */
class GivenUp extends Error {}

/** The files and pastes behind the table: opens, recognises and reads them into the rows. */
export class Sources {
  readonly #rows: Rows;
  readonly #changed: (atOnce?: "at once") => void;
  readonly #dropped: () => void;
  readonly #book = new UserBook();
  #entries: Entry[] = [];
  #next = 0;
  /** Ends with the last reading asked for. One source is read at a time, so that its rows lie together. */
  #turns: Promise<void> = Promise.resolve();
  /** Columns that the admin has confirmed, for tables of the same kind later in this session. */
  readonly #confirmed = new Map<string, TablePlan>();

  /**
   * `changed`: "at once" when nothing is read any more, which is what the page waits for.
   * `dropped`: rows have left the table for good.
   */
  constructor(rows: Rows, changed: (atOnce?: "at once") => void, dropped: () => void = () => undefined) {
    this.#rows = rows;
    this.#changed = changed;
    this.#dropped = dropped;
  }

  get any(): boolean {
    return this.#entries.length > 0;
  }

  /** Whether a source is being read, so that more rows may come at any moment. */
  get reading(): boolean {
    return this.#entries.some(({ view }) => view.status === "reading");
  }

  views(): SourceView[] {
    const named = this.#entries.some(({ view }) => view.users > 0);
    return this.#entries.map(({ view }) => ({ ...view, secondFile: named ? null : view.secondFile }));
  }

  /** A source as it came; `plan` only of tables of text, whose lines can be read again as they are. null: gone. */
  told(index: number): { blob: Blob; name: string; plan: TablePlan | null } | null {
    const entry = this.#find(index);
    if (!entry) return null;
    const { blob, view } = entry;
    return { blob, name: view.name, plan: view.format === "delimited" ? view.plan : null };
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
    const entries = files.map(
      ({ blob, name }): Entry => ({
        view: newView(this.#next++, name, blob.size),
        blob,
        recognised: null,
        reading: 0,
        leave: () => undefined,
      }),
    );
    this.#entries.push(...entries);
    this.#changed();
    await Promise.all(entries.map((entry) => this.#readInTurn(entry, "")));
  }

  /** Reads a source as another of its candidates. */
  async readAs(index: number, formatId: string): Promise<void> {
    const entry = this.#find(index);
    const chosen = entry?.recognised?.candidates.find(({ format }) => format.id === formatId);
    if (!entry?.recognised || !chosen) return;
    entry.recognised.chosen = chosen;
    this.#choose(entry.view, chosen);
    await this.#readChosen(entry, chosen);
  }

  /** Reads a table again with columns that the admin has confirmed; they count for the rest of the session. */
  async useColumns(index: number, plan: TablePlan): Promise<void> {
    const entry = this.#find(index);
    const chosen = entry?.recognised?.chosen;
    if (!entry || !chosen?.plan) return;
    const confirmed: TablePlan = { ...plan, doubts: [] };
    this.#confirmed.set(kindOf(chosen.plan), confirmed);
    this.#choose(entry.view, chosen);
    await this.#readChosen(entry, chosen);
  }

  /** Reads a protected source with what the admin typed; it is used and kept nowhere. */
  async unlock(index: number, unlock: string): Promise<void> {
    const entry = this.#find(index);
    if (!entry?.recognised) return;
    this.#restart(entry, "unlocking");
    await this.#readInTurn(entry, unlock);
  }

  /** The admin has thought better of it: the source is locked as before. */
  cancelUnlock(index: number): void {
    const entry = this.#find(index);
    if (entry?.view.status === "unlocking") this.#restart(entry, "locked");
  }

  drop(index: number): void {
    this.#giveUp((entry) => entry.view.index === index);
  }

  clear(): void {
    this.#giveUp(() => true);
  }

  #find(index: number): Entry | undefined {
    return this.#entries.find(({ view }) => view.index === index);
  }

  #giveUp(which: (entry: Entry) => boolean): void {
    const gone = this.#entries.filter(which);
    for (const entry of gone) this.#leave(entry);
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    this.#forget(gone.map(({ view }) => view.index));
    this.#changed();
  }

  /** A reading under way gives up. */
  #leave(entry: Entry): void {
    entry.reading++;
    entry.leave();
  }

  #choose(view: SourceView, { format, plan, lock }: Candidate): void {
    view.format = format.id;
    view.plan = (plan && this.#confirmed.get(kindOf(plan))) ?? plan;
    view.unsure = (view.plan?.doubts.length ?? 0) > 0;
    view.lock = lock ?? null;
  }

  /** Reads a source from the start. What unlocked it before was kept nowhere, so it has to be entered again. */
  async #readChosen(entry: Entry, { lock }: Candidate): Promise<void> {
    this.#restart(entry, lock ? "locked" : "reading");
    if (!lock) await this.#readInTurn(entry, "");
  }

  /** Forgets what has been read of a source; a reading under way gives up. */
  #restart(entry: Entry, status: SourceView["status"]): void {
    const { view } = entry;
    this.#leave(entry);
    this.#forget([view.index]);
    Object.assign(view, {
      status,
      rows: 0,
      users: 0,
      secondFile: null,
      parts: [],
      read: 0,
      problem: null,
    } satisfies Partial<SourceView>);
    this.#changed();
  }

  /** The rows of these sources go, and what they have told about the users of other rows. */
  #forget(indexes: readonly number[]): void {
    this.#rows.drop(new Set(indexes));
    this.#dropped();
    if (this.#book.drop(indexes)) this.#rows.complete(this.#completed);
  }

  readonly #completed = (record: SourceRecord) => this.#book.complete(record);

  #readInTurn(entry: Entry, unlock: string): Promise<void> {
    const reading = ++entry.reading;
    const givenUp = () => entry.reading !== reading;
    this.#turns = this.#turns.then(async () => {
      if (givenUp()) return;
      const left = new Promise<void>((resolve) => {
        entry.leave = resolve;
      });
      await Promise.race([this.#readToEnd(entry, unlock, givenUp), left]);
    });
    return this.#turns;
  }

  async #readToEnd(entry: Entry, unlock: string, givenUp: () => boolean): Promise<void> {
    // A file that was moved or changed since, or is a folder, cannot be read at all.
    const problem = await this.#read(entry, unlock, givenUp).catch(
      (): Problem => ({ problem: "unreadable" }),
    );
    if (givenUp()) return;
    finish(entry.view, problem, unlock);
    this.#changed(this.reading ? undefined : "at once");
  }

  /**
   * Opens a source and reads it to its end, or until it is given up. It is opened anew for every reading, because an open
   * source holds the head of its text, with the secrets in it.
   */
  async #read(entry: Entry, unlock: string, givenUp: () => boolean): Promise<Problem | null> {
    const { view } = entry;
    const source = await openFile(entry.blob, view.name);
    if ("problem" in source) return source;
    if (!entry.recognised) {
      const recognised = recognise(source);
      if ("problem" in recognised) return recognised;
      const { candidates } = recognised;
      entry.recognised = { candidates, chosen: candidates[0] };
      view.candidates = candidates.map(({ format }) => format.id);
      this.#choose(view, candidates[0]);
    }
    if (view.lock && unlock === "") return null;
    const tell = (read: number) => {
      if (givenUp()) throw new GivenUp();
      view.read = read;
      this.#changed();
    };
    const { format } = entry.recognised.chosen;
    const items = format.read(counted(source, tell), { plan: view.plan, unlock, progress: tell });
    let turn = performance.now();
    for await (const item of items) {
      if (givenUp()) return null;
      if ("problem" in item) return item;
      view.status = "reading";
      if ("plan" in item) {
        entry.recognised.chosen = { ...entry.recognised.chosen, plan: item.plan };
        this.#choose(view, entry.recognised.chosen);
        // Columns that the admin has confirmed before: once more from the start, by them.
        if (view.plan !== item.plan) return this.#read(entry, unlock, givenUp);
      } else {
        try {
          this.#take(view, item);
        } catch (error) {
          // There is no room for the rows: nothing that the table says from here on would be true.
          queueMicrotask(() => {
            throw error;
          });
          return null;
        }
      }
      this.#changed();
      if (performance.now() - turn < TURN_MS) continue;
      await nextTurn();
      turn = performance.now();
    }
    if (view.users > 0) {
      for (const _row of this.#rows.completing(this.#completed)) {
        if (performance.now() - turn < TURN_MS) continue;
        await nextTurn();
        if (givenUp()) return null;
        turn = performance.now();
      }
    }
    return view.rows === 0 && view.users === 0 ? { problem: "no_otp" } : null;
  }

  #take(view: SourceView, item: Exclude<ReadItem, Problem | { plan: TablePlan }>): void {
    if ("part" in item) {
      view.parts.push(item.part);
    } else if ("users" in item) {
      view.users += item.users.length;
      this.#book.add(view.index, item.users);
    } else {
      const records = "pack" in item ? item.pack : item;
      // The first rows do not wait until there is room for all.
      if (view.read > 0 && view.rows > 0)
        this.#rows.expect(Math.ceil((view.rows + records.length) / view.read) - view.rows);
      this.#rows.add(view.index, records, this.#book.size > 0 ? this.#completed : null);
      view.rows += records.length;
      const nobody =
        "pack" in item
          ? columnsNameNobody(view.plan?.columns ?? [])
          : item.some((record) => namesNobody(record));
      if (nobody && view.format) view.secondFile = secondFileOf(view.format);
    }
  }
}
