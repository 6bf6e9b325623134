/** The admin's Pause: nothing new is sent while it lasts. What is under way is still read back. */
export class Hold {
  #held = false;
  #waiting: (() => void)[] = [];

  get held(): boolean {
    return this.#held;
  }

  set held(held: boolean) {
    this.#held = held;
    if (!held) this.release();
  }

  /** Lets those who wait look again whether there is still something to wait for. */
  release(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Waits for the end of the pause, or of `goesOn`. */
  async passed(goesOn: () => boolean): Promise<void> {
    while (this.#held && goesOn())
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
  }
}
