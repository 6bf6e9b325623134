import "server-only";

import { rangesOf, record, type Settled } from "@/lib/db/entry";
import { type Held, heartbeat } from "@/lib/db/ledger";
import type { Database } from "@/lib/db/open-database";
import type { RangeOutcome } from "@/lib/otp/outcome";
import type { FinalCounts, RunCommand } from "@/lib/otp/run-view";

/** Outcomes are gathered for so long, or until there are so many, and written down together. */
const GATHER_MS = 100;
const GATHER_ROWS = 2_000;
const HEARTBEAT_MS = 500;
/** The lease is 15 s: who has not been able to prolong it for so long must take it for lost, and for good. */
const LEASE_MS = 12_000;
const AGAIN_MS = 250;
/** So many tellings are kept for those who follow, so that they need not be read back. */
const KEPT = 20;

/** Some rows came to their end: the `number`th time that this run told so. */
export type Telling = { number: number; outcomes: RangeOutcome[] };

/**
 * A run's own line to the ledger. Everything is written in the order in which it happened: first that rows may be sent,
 * then they are; what became of them is told to nobody before it is written.
 */
export class Journal {
  readonly counts: FinalCounts = {};
  /** Told whenever something has been written, or the lease is lost. */
  onWritten: (() => void) | null = null;
  onCommand: ((command: RunCommand) => void) | null = null;

  readonly #db: Database;
  readonly #held: Held;
  #settled: Settled[] = [];
  #rows = 0;
  #told = 0;
  #recent: Telling[] = [];
  #sentTo = -1;
  #wanted = -1;
  #busy = false;
  #timer: NodeJS.Timeout | undefined;
  #waiting: (() => void)[] = [];
  #lost = false;
  #leased = performance.now();
  readonly #beat: NodeJS.Timeout;

  readonly #leaseMs: number;

  /** @param alone nobody else can take the run: a lease cannot run out */
  constructor(db: Database, held: Held, alone: boolean) {
    this.#db = db;
    this.#held = held;
    this.#leaseMs = alone ? Number.POSITIVE_INFINITY : LEASE_MS;
    this.#beat = setInterval(() => void this.#heartbeat(), HEARTBEAT_MS);
    this.#beat.unref();
  }

  /**
   * Another replica has taken this run for dead, or may have: nothing may be sent any more. There is no way back: what could
   * not be written meanwhile is forgotten, and whoever takes the run looks at what it may have sent.
   */
  get lost(): boolean {
    this.#lost ||= performance.now() - this.#leased > this.#leaseMs;
    return this.#lost;
  }

  get told(): number {
    return this.#told;
  }

  /** The tellings after number `after`; null when they are too old to be remembered here. */
  since(after: number): Telling[] | null {
    const kept = this.#recent.filter(({ number }) => number > after);
    return kept.length === this.#told - after ? kept : null;
  }

  /**
   * Writes down that rows up to this id may be sent from now on.
   * @param ahead that much further, so that the next lists need not wait for the ledger. Rows that are never sent after
   *   all are read back in vain, and no more
   * @returns false when nothing may be sent: the lease is lost
   */
  async allow(id: number, ahead: number): Promise<boolean> {
    if (id + ahead / 2 > this.#wanted) {
      this.#wanted = id + ahead;
      this.#write();
    }
    while (this.#sentTo < id && !this.lost) await this.#written();
    return !this.lost;
  }

  /** Rows came to their end. */
  settle(settled: Settled): void {
    this.#settled.push(settled);
    this.#rows += settled.ids.length;
    const { state } = settled.outcome;
    this.counts[state] = (this.counts[state] ?? 0) + settled.ids.length;
    if (this.#due) this.#write();
    else this.#gather();
  }

  /** Resolves when all is written, or the lease is lost. */
  async drain(): Promise<void> {
    while ((this.#pending || this.#busy) && !this.lost) {
      this.#write();
      await this.#written();
    }
  }

  close(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#timer);
  }

  get #pending(): boolean {
    return this.#settled.length > 0 || this.#wanted > this.#sentTo;
  }

  /** Somebody waits for it to be written, or there is enough of it. */
  get #due(): boolean {
    return this.#wanted > this.#sentTo || this.#rows >= GATHER_ROWS;
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  #written(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#busy || !this.#pending) return;
    this.#busy = true;
    void this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    do {
      const settled = this.#settled.splice(0);
      this.#rows = 0;
      const told = settled.length > 0 ? this.#told + 1 : this.#told;
      const sentTo = Math.max(this.#wanted, this.#sentTo);
      const entry = { settled, told, counts: { ...this.counts }, sentTo };
      await this.#insist(() => record(this.#db, this.#held, entry));
      if (this.lost) break;
      this.#sentTo = sentTo;
      this.#told = told;
      if (settled.length > 0) this.#remember(told, settled);
      this.#wake();
    } while (this.#due && !this.lost);
    // Nothing may come between the last look at what is due and this line, or it would wait for ever.
    this.#busy = false;
    if (this.#settled.length > 0) this.#gather();
    this.#wake();
  }

  /** The ledger may be out of reach for a moment: tries for as long as the lease lasts. */
  async #insist(write: () => Promise<boolean>): Promise<void> {
    while (!this.lost) {
      const began = performance.now();
      try {
        if (await write()) this.#leased = began;
        else this.#lost = true;
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  #remember(number: number, settled: readonly Settled[]): void {
    const outcomes = rangesOf(settled).map(({ first, last, outcome }) => ({ first, last, outcome }));
    this.#recent = [...this.#recent.slice(1 - KEPT), { number, outcomes }];
  }

  async #heartbeat(): Promise<void> {
    if (this.lost) {
      // Or it would be prolonged after all, and nobody could take the run.
      this.close();
      this.#wake();
      return;
    }
    const began = performance.now();
    try {
      const command = await heartbeat(this.#db, this.#held);
      if (command === null) this.#lost = true;
      else {
        this.#leased = began;
        this.onCommand?.(command);
      }
    } catch {
      // The next one will do, or the lease runs out.
    }
    if (this.lost) this.#wake();
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
    this.onWritten?.();
  }
}
