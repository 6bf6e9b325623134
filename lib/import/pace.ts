import type { HaltCode } from "@/lib/otp/outcome";
import { callsAtOnce, type PauseReason } from "@/lib/otp/run-view";
import { afterDoubt, afterThrottle } from "./backoff";
import { Gate } from "./gate";
import type { ImportPort } from "./port";

/** The longest list that a run sends: what GenAuth's sibling endpoints document. */
const LARGEST_BATCH = 50;

/** A run begins with so many calls at once, and tries one more after each success until GenAuth has enough. */
const GENTLE = 2;
/** A full list that takes so many times as long as the quickest did, and at least so long, is a slow one. */
const SLOW_TIMES = 4;
const SLOW_MS = 2_000;
/** Successes per place until one more call at once is tried. */
const SUCCESSES_TO_RAISE = 20;

/** What the admin may see of the pace: calls at once, and the pause under way, if there is one. */
export type PaceView = { concurrency: number; pause: { ms: number; why: PauseReason } | null };

/** Whether rows can be read back: once GenAuth has said no, or nothing, for good, nobody asks again in this run. */
export type Reading = "open" | "no_permission" | "no_answer";

type Call = "send" | "read";
type Sleeper = Pick<ImportPort, "sleep">;

/**
 * What a run has learned about GenAuth, shared by all its lists: how many calls at once, when to pause, how long a
 * list may be, whether reading is permitted, and whether it is all over.
 */
export class Pace {
  readonly gate: Gate;
  /** Told of every change. */
  onChange: (() => void) | null = null;
  /** The admin has pressed Stop: less patience with what is left. */
  stopping = false;

  readonly #most: number;
  readonly #closed = new AbortController();
  #batchSize: number;
  #halt: HaltCode | null = null;
  #reading: Reading = "open";
  #readingHalt: HaltCode | null = null;
  #absenceBelieved = false;
  #round = 0;
  #throttles = 0;
  #doubts: Record<Call, number> = { send: 0, read: 0 };
  #successes = 0;
  /** Still finding out how much GenAuth takes. */
  #beginning = true;
  #quickestMs = Number.POSITIVE_INFINITY;
  /** Slow lists in a row. */
  #slow = 0;
  #pause: PaceView["pause"] = null;

  constructor(concurrency: number, batchSize: number, ceiling: number | null) {
    this.#most = Math.max(1, concurrency);
    this.#batchSize = Math.min(LARGEST_BATCH, Math.max(1, batchSize));
    this.gate = new Gate(Math.min(this.#most, GENTLE), ceiling);
  }

  get view(): PaceView {
    return { concurrency: this.gate.limit, pause: this.#pause };
  }

  get batchSize(): number {
    return this.#batchSize;
  }

  get halted(): HaltCode | null {
    return this.#halt;
  }

  get reading(): Reading {
    return this.#reading;
  }

  /**
   * The round in which a call goes out: from one pause to the next. The calls that were on their way together when
   * GenAuth had enough are one round, however many of them were turned down.
   */
  get round(): number {
    return this.#round;
  }

  /** Fires when the run is forgotten. Waits that must outlast Stop, since reading back goes on, hang on this. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  /** Nothing more can succeed: no list is sent from now on. The first reason stands. */
  halt(code: HaltCode): void {
    this.#halt ??= code;
    this.gate.review();
    this.#changed();
  }

  /** What GenAuth said when it put an end to reading, if it did. */
  get readingHalt(): HaltCode | null {
    return this.#readingHalt;
  }

  /** Whether a user of whom GenAuth shows no secret has none: it shows those that there are, or nobody can say otherwise. */
  get absenceBelieved(): boolean {
    return this.#absenceBelieved;
  }

  believeAbsence(): void {
    this.#absenceBelieved = true;
    this.gate.review();
  }

  /** No row is read from now on: GenAuth said `code`, and will say it again. The first reason stands. */
  stopReading(code: HaltCode): void {
    if (this.#reading !== "open") return;
    this.#reading = code === "permission" ? "no_permission" : "no_answer";
    this.#readingHalt = code;
    this.gate.review();
  }

  /** A list of `length` rows was too large: half of it is the longest from now on. */
  shrink(length: number): void {
    this.#batchSize = Math.max(1, Math.min(this.#batchSize, Math.floor(length / 2)));
    this.#quickestMs = Number.POSITIVE_INFINITY;
  }

  /** It was one row that was too large, not the list: take the former size up again. */
  unshrink(batchSize: number): void {
    this.#batchSize = Math.max(this.#batchSize, batchSize);
  }

  /** GenAuth has answered a call definitely. */
  answered(call: Call): void {
    this.#throttles = 0;
    this.#doubts[call] = 0;
    if (this.gate.limit >= this.#most || this.#slow > 0) return;
    this.#successes++;
    if (!this.#beginning && this.#successes < SUCCESSES_TO_RAISE * this.gate.limit) return;
    this.#successes = 0;
    this.gate.limit++;
    this.#changed();
  }

  /**
   * A list of `length` rows was answered after `ms`. As many slow ones in a row as go out at once are no chance: one call
   * fewer at once from then on. Short lists say nothing of how long a full one should take.
   */
  took(length: number, ms: number): void {
    if (length < this.#batchSize) return;
    this.#quickestMs = Math.min(this.#quickestMs, ms);
    if (ms < SLOW_MS || ms < SLOW_TIMES * this.#quickestMs) {
      this.#slow = 0;
      return;
    }
    this.#slow++;
    if (this.#slow < this.gate.limit) return;
    this.#slow = 0;
    this.#beginning = false;
    this.#successes = 0;
    if (this.gate.limit === 1) return;
    this.gate.limit--;
    this.#changed();
  }

  /** GenAuth asks to slow down: pause, then go on with half as many calls at once. */
  throttled(round: number, retryAfterMs: number | undefined, port: Sleeper): void {
    if (round !== this.#round) return;
    this.#throttles++;
    const backoff = afterThrottle(this.#throttles, retryAfterMs, this.stopping);
    if (backoff.kind === "give_up") {
      this.#giveUp("throttled");
      return;
    }
    this.#successes = 0;
    this.#beginning = false;
    this.gate.limit = Math.max(1, Math.floor(this.gate.limit / 2));
    this.#hold(backoff.ms, "throttled", port);
  }

  /** No definite answer. When that goes on, everything waits; when it does not end, GenAuth is out of reach. */
  doubted(call: Call, round: number, port: Sleeper): void {
    if (round !== this.#round) return;
    this.#doubts[call]++;
    const backoff = afterDoubt(this.#doubts[call], this.stopping);
    if (backoff.kind === "give_up") this.#giveUp("unreachable");
    else if (backoff.ms > 0) this.#hold(backoff.ms, "no_answer", port);
  }

  /** The run is forgotten: lets go of pauses still under way. */
  close(): void {
    this.onChange = null;
    this.#closed.abort();
  }

  #hold(ms: number, why: PauseReason, port: Sleeper): void {
    this.#round++;
    this.#pause = { ms, why };
    this.gate.paused = true;
    this.#changed();
    const resume = () => {
      this.#pause = null;
      this.#changed();
      this.gate.paused = false;
    };
    port.sleep(ms, this.signal).then(resume, resume);
  }

  #giveUp(code: HaltCode): void {
    this.halt(code);
    this.stopReading(code);
  }

  #changed(): void {
    this.onChange?.();
  }
}

/** A fresh pace: one for each run. */
export function createPace(
  options: {
    concurrency?: number;
    batchSize?: number;
    /** The most calls a second; null for no ceiling. */
    ceiling?: number | null;
  } = {},
): Pace {
  const { batchSize = LARGEST_BATCH, ceiling = null, concurrency = callsAtOnce(ceiling) } = options;
  return new Pace(concurrency, batchSize, ceiling);
}
