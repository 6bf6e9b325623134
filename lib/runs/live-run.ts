import "server-only";

import { recordAudit } from "@/lib/db/audit";
import type { Ledger } from "@/lib/db/database";
import type { Settled } from "@/lib/db/entry";
import type { Held } from "@/lib/db/ledger";
import { type Ending, endRun } from "@/lib/db/run-end";
import { findRun } from "@/lib/db/run-reader";
import { Hold } from "@/lib/import/hold";
import { createPace } from "@/lib/import/pace";
import type { ImportPort, SendRow } from "@/lib/import/port";
import type { RowSource } from "@/lib/import/row-source";
import { runImport } from "@/lib/import/run";
import type { RunCommand, RunView } from "@/lib/otp/run-view";
import { Journal, type Telling } from "./journal";
import { RowQueue } from "./row-queue";

/** A tab that sends nothing for so long is gone. */
const FEED_MS = 120_000;
/** How far ahead of the sending the ledger is told: what goes out in so many milliseconds, and at most so many rows. */
const AHEAD_MS = 250;
const MOST_AHEAD = 2_000;

export type LiveRunInput = {
  ledger: Ledger;
  held: Held;
  /** As it was written down. */
  view: RunView;
  /** What who opened it is called, for the audit. */
  name: string;
  port: ImportPort;
  /** How long it waits for the next chunk, in milliseconds. */
  feedMs?: number | undefined;
};

/** A run under way in this process. It needs no page: it ends when its rows are done, or it is stopped. */
export class LiveRun {
  readonly #input: LiveRunInput;
  readonly #queue = new RowQueue();
  readonly #hold = new Hold();
  readonly #pace;
  readonly #stop = new AbortController();
  readonly #journal: Journal;
  readonly #listeners = new Set<() => void>();
  readonly #taken: { at: number; rows: number }[] = [];
  #lastId = -1;
  #sentTo = -1;
  #received = 0;
  #recalled = 0;
  #fed: NodeJS.Timeout | undefined;
  #abandoned = false;
  #leaving = false;
  #version = 0;
  #turn: Promise<unknown> = Promise.resolve();
  /** The connection to the ledger broke while a chunk was on its way there: it may have come in. */
  unsure = false;
  /** Ends when the run has, and the ledger says so. */
  readonly ended: Promise<void>;

  constructor(input: LiveRunInput) {
    this.#input = input;
    this.#pace = createPace({ ceiling: input.view.options.ceiling });
    this.#journal = new Journal(input.ledger.db, input.held, input.ledger.alone);
    const lost = new Promise<void>((resolve) => {
      this.#journal.onWritten = () => {
        if (this.#journal.lost) {
          // Without its lease it may not even send the rows that it has in hand.
          this.#end();
          resolve();
        }
        this.announce();
      };
    });
    this.#journal.onCommand = (command) => this.obey(command);
    this.#pace.onChange = () => {
      if (this.#pace.halted) this.#queue.close();
      this.announce();
    };
    this.#awaitFeed();
    this.ended = this.#carry(lost);
  }

  get held(): Held {
    return this.#input.held;
  }

  /** The greatest row id that has come up; -1 for none. */
  get lastId(): number {
    return this.#lastId;
  }

  /** Rows in memory that wait for their turn. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Nothing more is taken: all has come up, or the run is about to end. */
  get sealed(): boolean {
    return this.#queue.sealed;
  }

  view(): RunView {
    const { view } = this.#input;
    const { concurrency, pause } = this.#pace.view;
    return {
      ...view,
      state: this.#stop.signal.aborted ? "stopping" : this.#hold.held ? "paused" : "running",
      received: this.#received,
      counts: { ...this.#journal.counts },
      sentTo: this.#sentTo,
      pace: {
        concurrency,
        recalled: this.#recalled,
        pause: pause && { seconds: pause.ms / 1000, why: pause.why },
      },
    };
  }

  /** As of Journal. */
  since(after: number): Telling[] | null {
    return this.#journal.since(after);
  }

  get told(): number {
    return this.#journal.told;
  }

  /** Rises with every announcement: who has looked elsewhere for a moment knows whether there was one. */
  get version(): number {
    return this.#version;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes a chunk that the ledger has got already.
   * @param all how many rows it had, and the id of the last
   * @param toSend those that are to be sent
   * @param decided those that are not, and why
   */
  feed(
    all: { rows: number; lastId: number },
    toSend: readonly SendRow[],
    decided: readonly Settled[],
    last: boolean,
  ): void {
    this.#received += all.rows;
    this.#lastId = all.lastId;
    for (const settled of decided) {
      this.#recalled += settled.ids.length;
      this.#journal.settle(settled);
    }
    this.#queue.push(toSend);
    if (last) this.#queue.seal();
    this.announce();
  }

  /** Chunks are taken one after the other. While one is, nobody waits for the next. */
  inTurn<T>(take: () => Promise<T>): Promise<T> {
    clearTimeout(this.#fed);
    const turn = this.#turn.then(take).finally(() => this.#awaitFeed());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What the admin wants, at once. */
  obey(command: RunCommand): void {
    if (command === "stop") {
      if (this.#stop.signal.aborted) return;
      this.#end();
    } else if (this.#hold.held === (command === "pause")) return;
    else this.#hold.held = command === "pause";
    this.announce();
  }

  /** The process is about to end: what is under way is finished, and the run ends before its rows do. */
  leave(): void {
    if (this.#stop.signal.aborted) return;
    this.#leaving = true;
    this.#end();
    this.announce();
  }

  #end(): void {
    this.#stop.abort();
    this.#queue.close();
  }

  #awaitFeed(): void {
    clearTimeout(this.#fed);
    if (this.#queue.sealed) return;
    this.#fed = setTimeout(() => {
      this.#abandoned = true;
      this.#queue.seal();
    }, this.#input.feedMs ?? FEED_MS);
    this.#fed.unref();
  }

  /** @param lost fulfilled when the lease is lost */
  async #carry(lost: Promise<void>): Promise<void> {
    const { port, view } = this.#input;
    const { halt } = await runImport({
      rows: this.#source(),
      port: this.#guarded(port),
      verify: view.options.verify,
      before: view.options.before,
      pace: this.#pace,
      hold: this.#hold,
      signal: this.#stop.signal,
      emit: ({ ids, outcome, attempts }) => {
        if (outcome.state === "waiting" || outcome.state === "sending") return;
        this.#journal.settle({ ids, outcome, attempts });
      },
    });
    clearTimeout(this.#fed);
    this.#queue.close();
    // A chunk on its way to the ledger comes in before the run's end, or nobody would say what became of its rows.
    await Promise.race([this.#turn, lost]);
    await this.#journal.drain();
    await this.#close(halt);
    this.#journal.close();
    this.#pace.close();
  }

  /** Each list is written down as on its way before anybody gets it. */
  #source(): RowSource {
    return {
      next: async (most) => {
        const rows = await this.#queue.next(most);
        const last = rows.at(-1);
        if (!last) return rows;
        const now = performance.now();
        this.#taken.push({ at: now, rows: rows.length });
        while ((this.#taken[0]?.at ?? now) < now - AHEAD_MS) this.#taken.shift();
        const lately = this.#taken.reduce((sum, taken) => sum + taken.rows, 0) - rows.length;
        await this.#journal.allow(last.id, Math.min(lately, MOST_AHEAD));
        this.#sentTo = Math.max(this.#sentTo, last.id);
        this.announce();
        return rows;
      },
      rest: () => this.#queue.rest(),
    };
  }

  #guarded(port: ImportPort): ImportPort {
    const { member } = port;
    return {
      read: (userId) => port.read(userId),
      enrolled: (userId) => port.enrolled(userId),
      ...(member && { member: (userId: string) => member.call(port, userId) }),
      sleep: (ms, signal) => port.sleep(ms, signal),
      send: async (rows) => (this.#journal.lost ? { kind: "halted", code: "interrupted" } : port.send(rows)),
    };
  }

  async #close(halt: Ending["halt"]): Promise<void> {
    const { ledger, held } = this.#input;
    if (this.#journal.lost) return;
    const interrupted: Ending = { state: "interrupted", halt: "interrupted", code: "interrupted" };
    const ending: Ending = this.#leaving
      ? interrupted
      : this.#stop.signal.aborted
        ? { state: "stopped", halt: null, code: null }
        : halt
          ? { state: "halted", halt, code: halt }
          : this.#abandoned
            ? interrupted
            : { state: "done", halt: null, code: null };
    try {
      if (await endRun(ledger.db, held, ending)) await this.#writeDown();
    } catch {
      // The lease runs out, and whoever looks next says that the run was interrupted, as is true.
    }
  }

  async #writeDown(): Promise<void> {
    const { ledger, view, name } = this.#input;
    const ended = await findRun(ledger.db, view.key);
    if (!ended) return;
    const { who, key: subject, state, halt, counts } = ended.view;
    const details = { state, ...(halt ? { halt } : {}), ...counts };
    await recordAudit(ledger.db, { who, name, action: "run_ended", subject, details });
  }

  /** Has everybody who follows look again. */
  announce(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
