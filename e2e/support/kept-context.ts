import type { Browser, BrowserContext, Page } from "@playwright/test";

/** Without the link, the browser would ask for /favicon.ico. */
const EMPTY = '<!doctype html><link rel="icon" href="data:,">';

/**
 * One browser context for the tests of a worker, emptied after each. A new one costs more than most tests do: a window, a
 * process, and fonts and scripts that are fetched and compiled as if nobody had ever been here.
 */
export class KeptContext {
  #context: BrowserContext | undefined;
  /** An empty page of the console's origin: as long as it is open, the process behind the pages stays. */
  #anchor: Page | undefined;

  async open(browser: Browser): Promise<BrowserContext> {
    this.#context ??= await browser.newContext();
    if (!this.#anchor || this.#anchor.isClosed()) {
      this.#anchor = await this.#context.newPage();
      await this.#anchor.route("**", (route) => route.fulfill({ contentType: "text/html", body: EMPTY }));
      await this.#anchor.goto("/");
    }
    return this.#context;
  }

  /** Leaves nothing of a test behind: no page, no cookie, no storage of any kind. */
  async empty(origin: string): Promise<void> {
    if (!this.#context || !this.#anchor) return;
    const others = this.#context.pages().filter((page) => page !== this.#anchor);
    await Promise.all(others.map((page) => page.close()));
    await this.#context.clearCookies();
    if (this.#anchor.isClosed()) return;
    const devTools = await this.#context.newCDPSession(this.#anchor);
    await devTools.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    await devTools.detach();
  }

  async close(): Promise<void> {
    await this.#context?.close();
  }
}
