import type { Remote } from "comlink";
import { MOST_ROWS } from "@/lib/otp/import-request";
import type { HaltCode } from "@/lib/otp/outcome";
import { type RunEvent, runEventSchema } from "@/lib/otp/run-event";
import type { ImportActions } from "./actions";
import type { RunScope } from "./run-desk";
import type { Sheet } from "./sheet";

export type Failure = "lost" | "malformed" | "busy";

/** One run as the page that feeds it sees it. */
export type CarrierState =
  | { phase: "idle" }
  | { phase: "running" | "stopping"; total: number; startedAt: number; slow: boolean }
  | { phase: "done"; total: number; stopped: boolean; halt: HaltCode | null; failure: Failure | null };

/** Carries the rows of a run from the sheet to the server action, and the outcomes back into the sheet. */
export class Carrier {
  readonly #sheet: Remote<Sheet>;
  readonly #listeners = new Set<() => void>();
  #state: CarrierState = { phase: "idle" };
  #stop: (() => void) | null = null;

  constructor(sheet: Remote<Sheet>) {
    this.#sheet = sheet;
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

  /** Nothing new is sent; batches on their way get their true outcome. */
  stop(): void {
    if (this.#state.phase !== "running") return;
    this.#set({ ...this.#state, phase: "stopping" });
    this.#stop?.();
  }

  async start(scope: RunScope, actions: Pick<ImportActions, "importRows" | "stopRun">): Promise<void> {
    if (this.#state.phase === "running" || this.#state.phase === "stopping") return;
    const runId = crypto.randomUUID();
    let stopped = false;
    this.#stop = () => {
      stopped = true;
      // If the call fails, the run still ends at the next chunk.
      void actions.stopRun(runId).catch(() => undefined);
    };
    // Set before the first await, so that a second click finds the run under way, and Stop has something to stop.
    this.#set({ phase: "running", total: 0, startedAt: Date.now(), slow: false });
    const total = await this.#sheet.beginRun(scope);
    this.#progress({ total, startedAt: Date.now() });
    let halt: HaltCode | null = null;
    let failure: Failure | null = null;
    while (!stopped && !halt && !failure) {
      const rows = await this.#sheet.takeRows(MOST_ROWS);
      if (rows.length === 0) break;
      try {
        const reply = await actions.importRows({ runId, rows });
        if (!reply.ok) {
          failure = reply.code;
          break;
        }
        let ended = false;
        for await (const event of reply.events) {
          const { data } = runEventSchema.safeParse(event);
          if (!data) continue;
          await this.#apply(data);
          if (data.type === "turned_away") failure = data.code;
          if (data.type === "end") {
            ended = true;
            halt = data.halt;
          }
        }
        if (!ended) failure ??= "lost";
      } catch {
        failure = "lost";
      }
    }
    this.#stop = null;
    await this.#sheet.endRun(halt, failure !== "malformed" && failure !== "busy");
    this.#set({ phase: "done", total, stopped, halt, failure });
  }

  async #apply(event: RunEvent): Promise<void> {
    if (event.type === "outcomes") await this.#sheet.applyOutcomes(event.outcomes);
    if (event.type === "pace") this.#progress({ slow: event.pause !== null });
  }

  #progress(
    news: Partial<Pick<Extract<CarrierState, { startedAt: number }>, "total" | "startedAt" | "slow">>,
  ): void {
    if (this.#state.phase === "running" || this.#state.phase === "stopping")
      this.#set({ ...this.#state, ...news });
  }

  #set(state: CarrierState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
