import { blocks, type IssueCode } from "@/lib/otp/issue";

/**
 * A million rows have a few dozen different combinations of issues. Each combination is kept once and rows hold its
 * number, so that counting and filtering by issue look at combinations, not at rows.
 */
export class IssueSets {
  readonly #byKey = new Map<string, number>();
  readonly #sets: { codes: readonly IssueCode[]; blocked: boolean }[] = [];
  readonly #withDuplicates = new Map<number, number>();

  /** The number of this combination. */
  idOf(codes: readonly IssueCode[]): number {
    const key = codes.join(" ");
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.#byKey.set(key, this.#sets.length);
    this.#sets.push({ codes: [...codes], blocked: blocks(codes) });
    return this.#sets.length - 1;
  }

  /** The number of a combination with what other rows add to it. */
  withDuplicates(own: number, user: boolean, secret: boolean): number {
    if (!user && !secret) return own;
    const key = own * 4 + (user ? 1 : 0) + (secret ? 2 : 0);
    const known = this.#withDuplicates.get(key);
    if (known !== undefined) return known;
    const codes = [...this.codes(own)];
    if (user) codes.push("user_duplicate");
    if (secret) codes.push("secret_duplicate");
    const id = this.idOf(codes);
    this.#withDuplicates.set(key, id);
    return id;
  }

  codes(id: number): readonly IssueCode[] {
    return this.#sets[id]?.codes ?? [];
  }

  blocked(id: number): boolean {
    return this.#sets[id]?.blocked ?? false;
  }

  /** Whether the combination has one of these. */
  hasAny(id: number, codes: readonly IssueCode[]): boolean {
    return this.codes(id).some((code) => codes.includes(code));
  }

  get size(): number {
    return this.#sets.length;
  }
}
