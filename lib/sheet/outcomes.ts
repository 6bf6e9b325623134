import type { Outcome } from "@/lib/otp/outcome";

/**
 * Outcomes by number. A run tells the same of many rows (a batch of fifty shares its request id), so each is kept once. 0:
 * none.
 */
export class Outcomes {
  readonly #list: (Outcome | null)[] = [null];
  #last = 0;
  readonly #byText = new Map<string, number>();

  numberOf(outcome: Outcome | null): number {
    if (!outcome) return 0;
    // Often the very same is told of one row after the other.
    if (outcome === this.#list[this.#last]) return this.#last;
    const text = JSON.stringify(outcome);
    this.#last = this.#byText.get(text) ?? this.#list.push(outcome) - 1;
    this.#byText.set(text, this.#last);
    return this.#last;
  }

  at(number: number): Outcome | null {
    return this.#list[number] ?? null;
  }
}
