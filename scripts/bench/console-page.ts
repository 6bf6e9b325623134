import type { Browser, BrowserContext, Page } from "playwright";
import { watchMemory } from "./memory";

/** web.dev's Core Web Vitals: largest contentful paint, interaction to next paint (the worst), cumulative layout shift. */
type Vitals = { lcpMs: number; inpMs: number; cls: number };

/** What the page notes by itself: the longest task so far, when rows first stood in the grid, and its vitals. */
type Seen = Vitals & { longest: number; firstRows: number };

function observe() {
  const seen: Seen = { longest: 0, firstRows: 0, lcpMs: 0, inpMs: 0, cls: 0 };
  Object.assign(window, { seen });
  const shifts = { first: 0, last: 0, sum: 0 };
  const watch = (type: string, note: (entry: PerformanceEntry & Record<string, number>) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry as never);
    }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  watch("largest-contentful-paint", ({ startTime }) => {
    seen.lcpMs = startTime;
  });
  watch("event", ({ duration, interactionId }) => {
    if (interactionId) seen.inpMs = Math.max(seen.inpMs, duration);
  });
  // The worst window: shifts that follow each other within a second, of five seconds at most.
  watch("layout-shift", ({ startTime, value = 0, hadRecentInput }) => {
    if (hadRecentInput) return;
    const follows = startTime - shifts.last < 1_000 && startTime - shifts.first < 5_000;
    if (!follows) Object.assign(shifts, { first: startTime, sum: 0 });
    Object.assign(shifts, { last: startTime, sum: shifts.sum + value });
    seen.cls = Math.max(seen.cls, shifts.sum);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver(() => {
    if (!seen.firstRows && document.querySelector('[role="gridcell"]')) seen.firstRows = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

/** The console in a browser window of its own, with a stop watch in it. */
export class ConsolePage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #stopWatching = watchMemory();

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async open(browser: Browser, url: string): Promise<ConsolePage> {
    // The conditions are evaluated from text, which the console's own policy forbids.
    const context = await browser.newContext({
      bypassCSP: true,
      viewport: { width: 1440, height: 900 },
      locale: "en",
    });
    const page = await context.newPage();
    // esbuild, which runs this file, marks functions with a helper that the page does not have.
    await page.addInitScript({ content: "globalThis.__name = (value) => value;" });
    await page.addInitScript(observe);
    await page.goto(url);
    await page.waitForLoadState("networkidle");
    return new ConsolePage(context, page);
  }

  /** The longest task since this was asked for the last time, in milliseconds; 0: none over 50 ms. */
  async longestTask(): Promise<number> {
    // What a task was is told after it has ended.
    await this.page.waitForTimeout(100);
    return this.page.evaluate(() => {
      const { seen } = window as never as { seen: Seen };
      const { longest } = seen;
      seen.longest = 0;
      return longest;
    });
  }

  async vitals(): Promise<Vitals> {
    const { lcpMs, inpMs, cls } = await this.page.evaluate(() => (window as never as { seen: Seen }).seen);
    return { lcpMs, inpMs, cls };
  }

  /** When rows first stood in the grid, by the page's clock. */
  firstRows(): Promise<number> {
    return this.page.evaluate(() => (window as never as { seen: Seen }).seen.firstRows);
  }

  /**
   * By the page's clock when an action reached the page, and the first frame in which `done` held. `done` runs in the page
   * with `given`.
   */
  async clock<T>(
    act: () => Promise<unknown>,
    done: (given: T) => boolean,
    given: T,
  ): Promise<{ start: number; end: number }> {
    // Asked for before it begins: what Playwright would bring into the page to wait with costs the page 40 ms.
    await this.page.evaluate(
      ([condition, value]) => {
        const isDone = new Function("given", `return (${condition})(given)`) as (given: unknown) => boolean;
        let start = 0;
        const begin = () => {
          start ||= performance.now();
        };
        for (const type of ["click", "input", "change", "keydown"])
          addEventListener(type, begin, { capture: true });
        const clock = new Promise<{ start: number; end: number }>((resolve) => {
          const look = () => {
            if (start && isDone(value)) resolve({ start, end: performance.now() });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
        Object.assign(window, { clock });
      },
      [done.toString(), given] as const,
    );
    const clock = this.page.evaluate(
      () => (window as never as { clock: Promise<{ start: number; end: number }> }).clock,
    );
    await act();
    return clock;
  }

  async took<T>(act: () => Promise<unknown>, done: (given: T) => boolean, given: T): Promise<number> {
    const { start, end } = await this.clock(act, done, given);
    return end - start;
  }

  /** Chooses a file; until all its rows are checked and Import can be pressed. */
  async load(path: string, rows: number): Promise<{ firstRowsMs: number; readyMs: number }> {
    const input = this.page.locator('input[type="file"]').first();
    const { start, end } = await this.clock(
      () => input.setInputFiles(path),
      (count) => {
        const button = [...document.querySelectorAll("button")].find((one) =>
          /^Import [\d,]+ rows/.test(one.textContent ?? ""),
        );
        const all = document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount");
        return Boolean(button && !button.disabled && all === String(count + 1));
      },
      rows,
    );
    return { firstRowsMs: (await this.firstRows()) - start, readyMs: end - start };
  }

  /** Closes the window; the peak of the renderer's memory in MB. */
  async close(): Promise<number> {
    await this.#context.close();
    return this.#stopWatching();
  }
}
