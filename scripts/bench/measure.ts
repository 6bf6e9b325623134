import type { Browser, Page } from "playwright";
import { watchMemory } from "./memory";

export type Figures = {
  firstRowsMs: number;
  readyMs: number;
  /** The longest that the page did not answer, while loading, sorting, filtering, editing and scrolling. */
  longestTaskMs: number;
  sortMs: number;
  filterMs: number;
  editMs: number;
  fps: number;
  rendererMegabytes: number;
};

/** Notes, in the page, the longest task and when rows first stand in the grid. */
function observe() {
  const seen = { longest: 0, firstRows: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver(() => {
    if (!seen.firstRows && document.querySelector('[role="gridcell"]')) seen.firstRows = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

/** Milliseconds in the page from an action until `done` is true, looked at on every frame. */
function clock(page: Page, act: () => Promise<unknown>, done: () => boolean): Promise<number> {
  return (async () => {
    await page.evaluate(
      ([condition]) => {
        const isDone = new Function(`return (${condition})()`) as () => boolean;
        const state = { start: 0, end: 0 };
        Object.assign(window, { clock: state });
        const begin = () => {
          state.start ||= performance.now();
        };
        for (const type of ["click", "change", "keydown"]) addEventListener(type, begin, { capture: true });
        const look = () => {
          if (state.start && isDone()) state.end = performance.now();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      [done.toString()],
    );
    await act();
    await page.waitForFunction(() => (window as never as { clock: { end: number } }).clock.end > 0, null, {
      timeout: 180_000,
    });
    return page.evaluate(() => {
      const { start, end } = (window as never as { clock: { start: number; end: number } }).clock;
      return end - start;
    });
  })();
}

/** Measures one file from the choice in the picker to a grid that has been scrolled, sorted, filtered and edited. */
export async function measure(browser: Browser, url: string, path: string, rows: number): Promise<Figures> {
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
  const stopWatching = watchMemory();
  await page.evaluate((total) => Object.assign(window, { total: total.toLocaleString("en") }), rows);
  const input = page.locator('input[type="file"]').first();
  const readyMs = await clock(
    page,
    () => input.setInputFiles(path),
    () => {
      const { total } = window as never as { total: string };
      const button = [...document.querySelectorAll("button")].find((b) =>
        /^Import [\d,]+ rows/.test(b.textContent ?? ""),
      );
      return Boolean(button && !button.disabled && document.body.textContent?.includes(`of ${total}`));
    },
  );
  const firstRowsMs = await page.evaluate(() => {
    const { clock: started, seen } = window as never as {
      clock: { start: number };
      seen: { firstRows: number };
    };
    return seen.firstRows - started.start;
  });
  const sortMs = await clock(
    page,
    () => page.getByRole("button", { name: "User", exact: true }).click(),
    () => document.querySelector('[aria-sort="ascending"]') !== null,
  );
  const filterMs = await clock(
    page,
    () => page.getByRole("button", { name: /^Blocked/ }).click(),
    () => document.querySelector('[aria-pressed="true"]')?.textContent?.startsWith("Blocked") === true,
  );
  await page.getByRole("button", { name: /^All/ }).click();
  await page.getByRole("button", { name: "User", exact: true }).click();
  await page.getByRole("button", { name: "User", exact: true }).click();
  await page.locator('[role="columnheader"][aria-sort]').waitFor({ state: "detached" });
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator('[role="gridcell"] input').fill("not base32!");
  const editMs = await clock(
    page,
    () => page.keyboard.press("Enter"),
    () =>
      document.querySelector('[role="row"][aria-rowindex="2"]')?.textContent?.includes("Blocked") === true,
  );
  const fps = await scroll(page);
  const longestTaskMs = await page.evaluate(
    () => (window as never as { seen: { longest: number } }).seen.longest,
  );
  const rendererMegabytes = stopWatching();
  await context.close();
  return { firstRowsMs, readyMs, longestTaskMs, sortMs, filterMs, editMs, fps, rendererMegabytes };
}

/** Frames a second while the grid is scrolled for two seconds. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    if (!grid) return 0;
    const start = performance.now();
    let frames = 0;
    while (performance.now() - start < 2000) {
      grid.scrollTop += 200;
      await new Promise(requestAnimationFrame);
      frames++;
    }
    return frames / ((performance.now() - start) / 1000);
  });
}
