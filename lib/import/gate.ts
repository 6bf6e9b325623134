type Waiter = { mayPass: () => boolean; resolve: (passed: boolean) => void };

/**
 * At most `limit` calls at once, `perSecond` at most, none while paused; those who wait may be turned away. First come,
 * first served.
 */
export class Gate {
  readonly #everyMs: number;
  /** When the next one may pass, and who wakes up then. */
  #nextAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #limit: number;
  #inside = 0;
  #paused = false;
  #waiting: Waiter[] = [];

  constructor(limit: number, perSecond: number | null = null) {
    this.#limit = limit;
    this.#everyMs = perSecond === null ? 0 : 1000 / perSecond;
  }

  /** Waits for a place. False: turned away, because `mayPass` no longer holds; then no `leave()` is due. */
  enter(mayPass: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push({ mayPass, resolve });
      this.review();
    });
  }

  /** Gives the place back. */
  leave(): void {
    this.#inside--;
    this.review();
  }

  /** Lets in and turns away whoever is due. To be called whenever what a `mayPass` depends on has changed. */
  review(): void {
    const still: Waiter[] = [];
    for (const waiter of this.#waiting) {
      if (!waiter.mayPass()) waiter.resolve(false);
      else if (!this.#paused && this.#inside < this.#limit && this.#isTime()) {
        this.#inside++;
        waiter.resolve(true);
      } else still.push(waiter);
    }
    this.#waiting = still;
  }

  #isTime(): boolean {
    if (this.#everyMs === 0) return true;
    const now = performance.now();
    const early = this.#nextAt - now;
    if (early <= 0) {
      this.#nextAt = now + this.#everyMs;
      return true;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.review();
    }, early);
    return false;
  }

  get limit(): number {
    return this.#limit;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.review();
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.review();
  }
}
