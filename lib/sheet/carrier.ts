import type { Remote } from "comlink";
import { MOST_ROWS } from "@/lib/otp/import-request";
import type { HaltCode } from "@/lib/otp/outcome";
import { runEventSchema } from "@/lib/otp/run-event";
import type { FinalCounts, RunCommand, RunOptions, RunView } from "@/lib/otp/run-view";
import type { RunApi } from "./actions";
import type { RunScope } from "./run-desk";
import type { Sheet } from "./sheet";

/** Why the page knows no more of a run: no way to the server, or the server did not take it. */
export type Failure = "lost" | "malformed" | "unreached";

/** A run under way, as this tab sees it. */
export type Carrying = {
  phase: "running" | "stopping";
  key: string;
  total: number;
  startedAt: number;
  /** What has become of its rows, as the server last told. */
  counts: FinalCounts;
  /** How many of them the server has. */
  received: number;
  /** Calls at once, and whether GenAuth asks to slow down; null until the server has told. */
  pace: RunView["pace"];
  paused: boolean;
  /** No connection to the server, which may well go on: this tab keeps trying. */
  offline: boolean;
  /** All rows are with the server: the tab may be closed. */
  fed: boolean;
};

/** One run as the page that feeds it sees it. */
export type CarrierState =
  | { phase: "idle" }
  | Carrying
  | {
      phase: "done";
      /** Its key in History; "" if the server never took it. */
      key: string;
      total: number;
      stopped: boolean;
      halt: HaltCode | null;
      failure: Failure | null;
    };

const AGAIN_MS = 500;
/** So often a run is asked to be opened until the server is said to be out of reach: some seconds. */
const OPENINGS = 4;
const LONGEST_MS = 5_000;

/** Carries the rows of a run from the sheet to the server, and the outcomes back into the sheet. */
export class Carrier {
  readonly #sheet: Remote<Sheet>;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #listeners = new Set<() => void>();
  #state: CarrierState = { phase: "idle" };
  #runs: RunApi | null = null;
  #stopped = false;
  #failure: Failure | null = null;
  #end: RunView | null = null;
  /** Fires when this tab has done with the run. */
  #left = new AbortController();

  constructor(
    sheet: Remote<Sheet>,
    sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
  ) {
    this.#sheet = sheet;
    this.#sleep = sleep;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): CarrierState => this.#state;

  /** Forgets the last run, e.g. because its rows have left the table. */
  reset(): void {
    if (this.#state.phase === "done") this.#set({ phase: "idle" });
  }

  /**
   * Nothing new is sent; batches on their way get their true outcome. Without a connection the tab lets go of the run, and
   * goes on asking the server to stop it.
   */
  stop(): void {
    if (this.#state.phase !== "running") return;
    this.#stopped = true;
    const { key, offline } = this.#state;
    this.#progress({ phase: "stopping" });
    if (key) void this.#insist(key, "stop");
    if (offline) this.#fail("lost");
  }

  /** Pause and Resume. */
  pause(paused: boolean): void {
    if (this.#state.phase !== "running" || !this.#state.key) return;
    const { key } = this.#state;
    this.#progress({ paused });
    void this.#runs?.command(key, paused ? "pause" : "run").catch(() => this.#progress({ paused: !paused }));
  }

  async start(scope: RunScope, runs: RunApi, options: RunOptions): Promise<void> {
    if (this.#state.phase === "running" || this.#state.phase === "stopping") return;
    this.#runs = runs;
    this.#stopped = false;
    this.#failure = null;
    this.#end = null;
    this.#left = new AbortController();
    const key = crypto.randomUUID();
    // Set before the first await, so that a second click finds the run under way, and Stop has something to stop.
    this.#set({
      phase: "running",
      key: "",
      total: 0,
      startedAt: Date.now(),
      counts: {},
      received: 0,
      pace: null,
      paused: false,
      offline: false,
      fed: false,
    });
    const { total, sources } = await this.#sheet.beginRun(scope);
    this.#progress({ total, startedAt: Date.now() });
    if (
      total > 0 &&
      !this.#stopped &&
      (await this.#open(() => runs.open({ key, total, sources, options })))
    ) {
      this.#progress({ key });
      // Stop may have been pressed while the run was being opened.
      if (this.#stopped) void this.#insist(key, "stop");
      await Promise.all([this.#follow(key), this.#feed(key)]);
    }
    await this.#finish(total);
  }

  /** A run whose answer got lost is opened once, however often it is asked for. */
  async #open(open: () => ReturnType<RunApi["open"]>): Promise<boolean> {
    for (let tries = 0; tries < OPENINGS && !this.#stopped; tries++) {
      if (tries > 0) await this.#wait(tries - 1);
      const reply = await open().catch(() => null);
      if (reply?.ok) return true;
      if (reply && reply.code !== "full") {
        this.#fail("malformed");
        return false;
      }
    }
    if (!this.#stopped) this.#fail("unreached");
    return false;
  }

  /** Hands all rows to the server, as fast as it takes them. */
  async #feed(key: string): Promise<void> {
    while (!this.#stopped && !this.#left.signal.aborted) {
      const rows = await this.#sheet.takeRows(MOST_ROWS);
      const last = rows.length < MOST_ROWS;
      const taken = await this.#hand(key, { rows, last });
      if (taken && last) this.#progress({ fed: true });
      if (!taken || last) return;
    }
  }

  /** One chunk, however often it takes. False: the server takes no more of this run. */
  async #hand(key: string, request: Parameters<RunApi["feed"]>[1]): Promise<boolean> {
    for (let tries = 0; !this.#left.signal.aborted; tries++) {
      try {
        const reply = await this.#runs?.feed(key, request);
        if (reply?.ok) return true;
        // The end of the run, if it has ended, comes by the stream of events.
        if (reply?.code === "over") return false;
        if (reply?.code === "malformed") {
          void this.#insist(key, "stop");
          this.#fail("malformed");
          return false;
        }
      } catch {
        // The next try will tell.
      }
      await this.#wait(tries);
    }
    return false;
  }

  /** Hears what becomes of the rows until the run is over; a connection that breaks is made again. */
  async #follow(key: string): Promise<void> {
    let cursor = 0;
    for (let tries = 0; !this.#left.signal.aborted; tries++) {
      try {
        for await (const given of this.#runs?.follow(key, cursor, this.#left.signal) ?? []) {
          const { data: event } = runEventSchema.safeParse(given);
          if (!event) continue;
          tries = 0;
          this.#progress({ offline: false });
          if (event.type === "outcomes") {
            await this.#sheet.applyOutcomes(event.outcomes);
            cursor = event.cursor;
          } else if (event.type === "progress") await this.#hear(event.run);
          else if (event.type === "end") this.#end = event.run;
          else this.#fail("lost");
          if (this.#end) this.#left.abort();
          if (this.#left.signal.aborted) return;
        }
      } catch {
        // It broke off, or could not be made.
      }
      if (this.#left.signal.aborted) return;
      this.#progress({ offline: true });
      await this.#wait(tries);
    }
  }

  async #hear({ state, pace, counts, received, sentTo }: RunView): Promise<void> {
    await this.#sheet.applySent(sentTo);
    this.#progress({
      counts,
      received,
      pace,
      paused: state === "paused",
      ...(state === "stopping" ? { phase: "stopping" } : {}),
    });
  }

  /** A command that must get there: until it has, or the run is over. */
  async #insist(key: string, command: RunCommand): Promise<void> {
    for (let tries = 0; this.#end?.key !== key && tries < 1000; tries++) {
      try {
        await this.#runs?.command(key, command);
        return;
      } catch {
        await this.#wait(tries);
      }
    }
  }

  async #finish(total: number): Promise<void> {
    const end = this.#end;
    const key = "key" in this.#state ? this.#state.key : "";
    if (this.#failure === "lost") await this.#sheet.loseRun();
    else if (end?.state === "interrupted") await this.#sheet.endRun("interrupted", end.sentTo);
    else await this.#sheet.endRun(end?.halt ?? null, null);
    this.#set({
      phase: "done",
      key,
      total,
      stopped: end ? end.state === "stopped" : this.#stopped,
      halt: end?.state === "interrupted" ? "interrupted" : (end?.halt ?? null),
      failure: this.#failure,
    });
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#left.abort();
  }

  #wait(tries: number): Promise<void> {
    return this.#sleep(Math.min(AGAIN_MS * 2 ** tries, LONGEST_MS));
  }

  #progress(news: Partial<Carrying>): void {
    if (this.#state.phase === "running" || this.#state.phase === "stopping")
      this.#set({ ...this.#state, ...news });
  }

  #set(state: CarrierState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
