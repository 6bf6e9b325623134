import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Person } from "@/e2e/support/people";
import { type ImportRow, MOST_ROWS } from "@/lib/otp/import-request";
import { type RunEvent, runEventSchema } from "@/lib/otp/run-event";
import { type RunRow, rowListSchema } from "@/lib/otp/run-list";
import { DEFAULT_OPTIONS, type RunOptions, type RunView, runViewSchema } from "@/lib/otp/run-view";
import { runsOver } from "@/lib/sheet/run-http";

/** The rows of some people, as the page would send them. */
export function rowsOf(persons: readonly Person[]): ImportRow[] {
  return persons.map(({ userId, secret, recoveryCode }, id) => ({
    id,
    source: 0,
    line: id + 2,
    userId,
    secret,
    recoveryCode,
  }));
}

/** Nobody is looked at before: that is not what these tests are about. */
const BLIND: RunOptions = { ...DEFAULT_OPTIONS, before: "blind" };

/** What a page does with the server's runs, without a browser. */
export class RunClient {
  readonly url: string;
  readonly #runs;

  constructor(url: string) {
    this.url = url;
    this.#runs = runsOver(url, { origin: url });
  }

  /** Opens a run and hands all its rows up; returns its key, which `opened` is told before. */
  async begin(
    rows: readonly ImportRow[],
    options: RunOptions = BLIND,
    opened?: (key: string) => void,
  ): Promise<string> {
    const key = randomUUID();
    const sources = [{ name: "people.csv", size: 1 }];
    const reply = await this.#runs.open({ key, total: rows.length, sources, options });
    if (!reply.ok) throw new Error(`The run was not opened: ${reply.code}`);
    opened?.(key);
    for (let at = 0; at < rows.length; at += MOST_ROWS) {
      const last = at + MOST_ROWS >= rows.length;
      const chunk = { rows: rows.slice(at, at + MOST_ROWS), last };
      // Like the page: a chunk whose answer got lost is brought again, and taken once.
      const fed = await this.#runs.feed(key, chunk).catch(() => this.#runs.feed(key, chunk));
      if (!fed.ok) throw new Error(`The rows were not taken: ${fed.code}`);
    }
    return key;
  }

  command(key: string, command: "run" | "pause" | "stop"): Promise<void> {
    return this.#runs.command(key, command);
  }

  /** Waits for the end of a run. */
  async end(key: string): Promise<RunView> {
    for await (const given of this.#runs.follow(key, 0, new AbortController().signal)) {
      const event: RunEvent = runEventSchema.parse(given);
      if (event.type === "end") return event.run;
    }
    throw new Error("The run was not followed to its end.");
  }

  async view(key: string): Promise<RunView> {
    return this.#ask(`/api/runs/${key}`, runViewSchema);
  }

  /** All rows of a run, as the ledger has them. */
  async rows(key: string): Promise<RunRow[]> {
    const all: RunRow[] = [];
    for (;;) {
      const after = all.at(-1)?.id ?? -1;
      const { rows } = await this.#ask(`/api/runs/${key}/rows?after=${after}`, rowListSchema);
      if (rows.length === 0) return all;
      all.push(...rows);
    }
  }

  async #ask<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const asked = () => fetch(this.url + path);
    // A connection kept open from before may be closed by the server in the moment in which it is used again.
    return schema.parse(await (await asked().catch(asked)).json());
  }
}
