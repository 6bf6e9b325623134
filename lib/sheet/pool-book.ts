/** What GenAuth has said about a user; null where it has not. */
export type Member = {
  /** `Activated`, `Suspended`, `Resigned`, `Archived`, `Deactivated`. */
  status: string | null;
  /** What GenAuth calls the user, so that a wrong match is seen. */
  displayName: string | null;
  /** Whether there is an OTP already. */
  enrolled: boolean | null;
};

/** What GenAuth has said about the users of the rows, by user id, to be shown beside them. */
export class PoolBook {
  readonly #members = new Map<string, Member>();

  note(userId: string, said: Partial<Member>): void {
    this.#members.set(userId, {
      status: null,
      displayName: null,
      enrolled: null,
      ...this.get(userId),
      ...said,
    });
  }

  get(userId: string): Member | null {
    return this.#members.get(userId) ?? null;
  }

  clear(): void {
    this.#members.clear();
  }
}
