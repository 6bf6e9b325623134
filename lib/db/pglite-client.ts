import "server-only";

import { Worker } from "node:worker_threads";
import type { QueryOptions } from "@electric-sql/pglite";

type Result = { rows: unknown[] };
type Query = (sql: string, params?: unknown[], options?: QueryOptions) => Promise<Result>;
type Failure = { message: string; code?: string; severity?: string };
type Answer = { id: number; result: Result } | { id: number; failure: Failure };
type Pending = { resolve: (result: Result) => void; reject: (error: Error) => void };

/** After these PostgreSQL's process would end, to be started anew. PGlite has none: it spins and answers nobody. */
const DEADLY = ["FATAL", "PANIC"];

/** A PGlite in a thread of its own: as much of its interface as drizzle's driver uses. */
export class PgliteClient {
  readonly #thread: Worker;
  readonly #pending = new Map<number, Pending>();
  #asked = 0;
  /** Ends with the transaction under way: PGlite is one session, and nothing else may come between. */
  #transaction: Promise<void> | null = null;
  #dead: Error | null = null;
  #closing = false;
  #lose: (why: Error) => void = () => {};
  /** Fulfilled when the database has broken down, for which the disk being full is enough: it answers nobody any more. */
  readonly lost = new Promise<Error>((resolve) => {
    this.#lose = resolve;
  });

  /** @param path of the database, which has been made; `sharedBuffers` as PostgreSQL writes it */
  constructor(path: string, sharedBuffers: string) {
    this.#thread = new Worker(new URL("./pglite-thread.mjs", import.meta.url), {
      workerData: { path, sharedBuffers },
    });
    this.#thread.on("message", (answer: Answer) => this.#answered(answer));
    this.#thread.on("error", (error) => this.#ended(error));
    this.#thread.on("exit", () => this.#ended(new Error("The database's thread has ended.")));
    this.#thread.unref();
  }

  query: Query = async (sql, params, options) => {
    while (this.#transaction) await this.#transaction;
    return this.#ask(sql, params, options);
  };

  async transaction<T>(carry: (inside: { query: Query }) => Promise<T>): Promise<T> {
    while (this.#transaction) await this.#transaction;
    let over = () => {};
    this.#transaction = new Promise((resolve) => {
      over = resolve;
    });
    try {
      // Questions are answered in their order: nobody has to wait for this one.
      const begun = this.#ask("begin");
      const [, result] = await Promise.all([
        begun,
        carry({ query: (...question) => this.#ask(...question) }),
      ]);
      await this.#ask("commit");
      return result;
    } catch (error) {
      await this.#ask("rollback").catch(() => undefined);
      throw error;
    } finally {
      this.#transaction = null;
      over();
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#ask(null);
    await this.#thread.terminate();
  }

  #ask(sql: string | null, params: unknown[] = [], options: QueryOptions = {}): Promise<Result> {
    if (this.#dead) return Promise.reject(this.#dead);
    const id = this.#asked++;
    const { rowMode = "object", parsers = {} } = options;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#thread.ref();
      this.#thread.postMessage({ id, sql, params, rowMode, texts: Object.keys(parsers) });
    });
  }

  #answered(answer: Answer): void {
    const asked = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#thread.unref();
    if (!("failure" in answer)) {
      asked?.resolve(answer.result);
      return;
    }
    const error = Object.assign(new Error(answer.failure.message), answer.failure);
    asked?.reject(error);
    if (!DEADLY.includes(answer.failure.severity ?? "")) return;
    this.#ended(error);
    void this.#thread.terminate();
  }

  #ended(error: Error): void {
    this.#dead ??= error;
    if (!this.#closing) this.#lose(this.#dead);
    for (const { reject } of this.#pending.values()) reject(this.#dead);
    this.#pending.clear();
  }
}
