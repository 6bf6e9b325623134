/** One import-otp call that passed the gate, whatever became of it. */
export type ImportCall = { size: number; userIds: string[] };

export type RequestLog = {
  /** Requests by the last part of their path, whether they passed the gate or not. */
  counts: Record<string, number>;
  /** The last import-otp calls, oldest first. */
  imports: ImportCall[];
};

const MOST_CALLS = 50_000;

/** Remembers what was asked, for tests: no secrets. */
export class Requests {
  #counts = new Map<string, number>();
  #imports: ImportCall[] = [];

  count(endpoint: string): void {
    this.#counts.set(endpoint, (this.#counts.get(endpoint) ?? 0) + 1);
  }

  /** @param body the parsed body of an import-otp call */
  imported(body: Record<string, unknown>): void {
    const list: unknown[] = Array.isArray(body.list) ? body.list : [];
    const userIds = list.map((item) => {
      const userId = typeof item === "object" && item !== null && "userId" in item ? item.userId : "";
      return typeof userId === "string" ? userId : "";
    });
    this.#imports.push({ size: list.length, userIds });
    if (this.#imports.length > MOST_CALLS) this.#imports.splice(0, MOST_CALLS / 10);
  }

  reset(): void {
    this.#counts.clear();
    this.#imports = [];
  }

  snapshot(): RequestLog {
    return { counts: Object.fromEntries(this.#counts), imports: structuredClone(this.#imports) };
  }
}
