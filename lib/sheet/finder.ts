import type { Remote } from "comlink";
import type { HaltCode } from "@/lib/otp/outcome";
import { lookupEventSchema, MOST_NAMES } from "@/lib/otp/user-lookup";
import type { ImportActions } from "./actions";
import type { Sheet } from "./sheet";

/** The search for users as the page sees it. `unanswered`: names for which GenAuth gave no answer. */
export type FinderState =
  | { phase: "idle" }
  | { phase: "searching"; asked: number; total: number }
  | { phase: "done"; unanswered: number; halt: HaltCode | null; lost: boolean };

/** Has the server look up the users whom rows name by e-mail, phone, user name or external id. No secret goes along. */
export class Finder {
  readonly #sheet: Remote<Sheet>;
  readonly #listeners = new Set<() => void>();
  #state: FinderState = { phase: "idle" };
  #stopped = false;

  constructor(sheet: Remote<Sheet>) {
    this.#sheet = sheet;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): FinderState => this.#state;

  /** Ends the search after the names that are being asked for. */
  stop(): void {
    this.#stopped = true;
  }

  reset(): void {
    if (this.#state.phase === "done") this.#set({ phase: "idle" });
  }

  async start({ findUsers }: Pick<ImportActions, "findUsers">): Promise<void> {
    if (this.#state.phase === "searching") return;
    this.#stopped = false;
    this.#set({ phase: "searching", asked: 0, total: 0 });
    const total = await this.#sheet.beginSearch();
    let asked = 0;
    let unanswered = 0;
    let halt: HaltCode | null = null;
    let lost = false;
    while (!this.#stopped && !halt && !lost) {
      this.#set({ phase: "searching", asked, total });
      const next = await this.#sheet.takeNames(MOST_NAMES);
      if (!next) break;
      lost = true;
      try {
        const reply = await findUsers(next);
        if (!reply.ok) break;
        for await (const event of reply.events) {
          const { data } = lookupEventSchema.safeParse(event);
          if (data?.type === "found") await this.#sheet.applyFound(next.kind, data.users);
          if (data?.type !== "end") continue;
          lost = false;
          halt = data.halt;
          unanswered += data.unanswered;
        }
      } catch {
        // `lost` says it.
      }
      await this.#sheet.skipNames(next.kind, next.names);
      asked += next.names.length;
    }
    this.#set({ phase: "done", unanswered, halt, lost });
  }

  #set(state: FinderState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
