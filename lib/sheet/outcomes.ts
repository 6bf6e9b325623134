import type { Outcome } from "@/lib/otp/outcome";

/**
 * Outcomes by number. A run tells the same of many rows (a batch of fifty shares its request id), so each is kept once. 0:
 * none.
 */
export class Outcomes {
  readonly #list: (Outcome | null)[] = [null];
  readonly #byText = new Map<string, number>();

  numberOf(outcome: Outcome | null): number {
    if (!outcome) return 0;
    const text = JSON.stringify(outcome);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, this.#list.length);
    this.#list.push(outcome);
    return this.#list.length - 1;
  }

  at(number: number): Outcome | null {
    return this.#list[number] ?? null;
  }
}
