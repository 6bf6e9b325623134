import type { Remote } from "comlink";
import type { HaltCode } from "@/lib/otp/outcome";
import {
  enrolmentEventSchema,
  type LookupEnd,
  type LookupReply,
  lookupEventSchema,
  MOST_NAMES,
} from "@/lib/otp/user-lookup";
import type { ImportActions } from "./actions";
import type { Sheet } from "./sheet";
import type { SearchScope } from "./user-search";

/** How one kind of question went. `unanswered`: users of whom GenAuth has said nothing; `lost`: the server has not. */
export type Findings = { unanswered: number; halt: HaltCode | null; lost: boolean };

/** The search for users as the page sees it. */
export type FinderState =
  | { phase: "idle" }
  | { phase: "searching"; scope: SearchScope; asked: number; total: number }
  /** `stopped`: by the admin. `enrolments`: who has an OTP already; null when that was not asked. */
  | { phase: "done"; scope: SearchScope; stopped: boolean; users: Findings; enrolments: Findings | null };

type Question<Names, Event> = {
  begin(): Promise<number>;
  take(): Promise<Names | null>;
  size(names: Names): number;
  ask(names: Names): Promise<LookupReply<Event>>;
  /** Takes one event in; returns it if it is the last. */
  hear(names: Names, event: unknown): Promise<LookupEnd | null>;
  skip(names: Names): Promise<void>;
};

/**
 * Has the server look up the users whom rows name in any way, and with the scope `ready` whether they have an OTP already.
 * No secret goes along.
 */
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

  async start(
    scope: SearchScope,
    { findUsers, findEnrolments }: Pick<ImportActions, "findUsers" | "findEnrolments">,
  ): Promise<void> {
    if (this.#state.phase === "searching") return;
    this.#stopped = false;
    this.#set({ phase: "searching", scope, asked: 0, total: 0 });
    const sheet = this.#sheet;
    const users = await this.#askAll(scope, {
      begin: () => sheet.beginSearch(scope),
      take: () => sheet.takeNames(MOST_NAMES),
      size: ({ names }) => names.length,
      ask: findUsers,
      async hear({ kind }, event) {
        const { data } = lookupEventSchema.safeParse(event);
        if (data?.type === "found") await sheet.applyFound(kind, data.users);
        return data?.type === "end" ? data : null;
      },
      skip: ({ kind, names }) => sheet.skipNames(kind, names),
    });
    const goesOn = scope === "ready" && !users.halt && !users.lost && !this.#stopped;
    const enrolments = goesOn
      ? await this.#askAll(scope, {
          begin: () => sheet.beginEnrolments(),
          async take() {
            const userIds = await sheet.takeEnrolments(MOST_NAMES);
            return userIds.length > 0 ? userIds : null;
          },
          size: (userIds) => userIds.length,
          ask: (userIds) => findEnrolments({ userIds }),
          async hear(_, event) {
            const { data } = enrolmentEventSchema.safeParse(event);
            if (data?.type === "found") await sheet.applyEnrolments(data.users);
            return data?.type === "end" ? data : null;
          },
          skip: (userIds) => sheet.skipEnrolments(userIds),
        })
      : null;
    this.#set({ phase: "done", scope, stopped: this.#stopped, users, enrolments });
  }

  async #askAll<Names, Event>(scope: SearchScope, question: Question<Names, Event>): Promise<Findings> {
    const total = await question.begin();
    let asked = 0;
    let unanswered = 0;
    let halt: HaltCode | null = null;
    let lost = false;
    while (!this.#stopped && !halt && !lost) {
      this.#set({ phase: "searching", scope, asked, total });
      const names = await question.take();
      if (!names) break;
      lost = true;
      try {
        const reply = await question.ask(names);
        if (!reply.ok) break;
        for await (const event of reply.events) {
          const end = await question.hear(names, event);
          // Leaving the stream ends the asking, and lets other actions through.
          if (this.#stopped) {
            lost = false;
            break;
          }
          if (!end) continue;
          lost = false;
          halt = end.halt;
          unanswered += end.unanswered;
        }
      } catch {
        // `lost` says it.
      }
      await question.skip(names);
      asked += question.size(names);
    }
    return { unanswered, halt, lost };
  }

  #set(state: FinderState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
