/** Between the calls, which end in any order, and whoever listens, one at a time. */
export class FoundQueue<Found> {
  #due: Found[] = [];
  #closed = false;
  #wake: (() => void) | null = null;

  add(users: readonly Found[]): void {
    if (this.#closed || users.length === 0) return;
    this.#due.push(...users);
    this.#wake?.();
  }

  /** Nothing more will come. What has been added can still be taken. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** What is due, waiting for it; null when all has been taken and nothing more will come. */
  async take(): Promise<Found[] | null> {
    if (this.#due.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    const due = this.#due;
    this.#due = [];
    return due.length > 0 ? due : null;
  }
}
