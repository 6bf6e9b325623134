import type { Browser, Page } from "playwright";
import { ConsolePage } from "./console-page";

export type TableFigures = {
  /** From the choice of the file to the first rows on screen, and to all rows checked and Import ready. */
  firstRowsMs: number;
  readyMs: number;
  /** From the press to the sorted, or filtered, rows on screen. */
  sortMs: number;
  filterMs: number;
  searchMs: number;
  /** From Enter in a cell to the new verdict on screen, in a row and in the one that has the same user from now on. */
  editMs: number;
  duplicateMs: number;
  /** Frames a second while the page scrolls itself, as the peers' harness does it, and while the wheel turns. */
  fps: number;
  wheelFps: number;
  /** Of the page from its opening on, all of the above included: largest paint, worst interaction, layout shift. */
  lcpMs: number;
  inpMs: number;
  /** In thousandths: 100 is web.dev's limit for good. */
  clsThousandths: number;
  /** The longest that the page did not answer while all this was done; 0: never for 50 ms. */
  longestTaskMs: number;
  rendererMb: number;
};

/** Whether the row at a place (from 1) shows this text, and as many rows are there. */
type Shown = { rows: number | null; first: string };
const isShown = ({ rows, first }: Shown) => {
  const grid = document.querySelector('[role="grid"]');
  const row = grid?.querySelector('[role="row"][aria-rowindex="2"]');
  return (
    row?.textContent?.includes(first) === true &&
    (rows === null || grid?.getAttribute("aria-rowcount") === String(rows + 1))
  );
};

/** Measures one file from its choice to a table that has been sorted, filtered, searched, edited and scrolled. */
export async function measureTable(
  browser: Browser,
  url: string,
  path: string,
  rows: number,
  firstUser: string,
): Promise<TableFigures> {
  const console = await ConsolePage.open(browser, url);
  const { page } = console;
  await console.longestTask();
  const { firstRowsMs, readyMs } = await console.load(path, rows);
  const firstInFile =
    (await page.locator('[role="row"][aria-rowindex="2"] [role="gridcell"]').nth(1).textContent())?.trim() ??
    "";
  const user = page.getByRole("button", { name: "User", exact: true });
  const sortMs = await console.took(() => user.click(), isShown, { rows, first: firstUser });
  const blocked = Math.floor((rows + 49) / 100) + 2 * Math.floor(rows / 1000);
  const filterMs = await console.took(() => page.getByRole("button", { name: /^Blocked/ }).click(), isShown, {
    rows: blocked,
    first: "Blocked",
  });
  await page.getByRole("button", { name: /^All/ }).click();
  await user.click();
  await user.click();
  const search = page.getByRole("searchbox").first();
  const searchMs = await console.took(() => search.fill(firstUser.slice(0, 12)), isShown, {
    rows: 1,
    first: firstUser,
  });
  await search.fill("");
  await page.waitForFunction(
    (count) => document.querySelector('[role="grid"]')?.getAttribute("aria-rowcount") === String(count + 1),
    rows,
  );
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  const type = async (text: string) => {
    await page.keyboard.press("Enter");
    await page.locator('[role="gridcell"] input').fill(text);
  };
  await type(firstUser);
  const duplicateMs = await console.took(() => page.keyboard.press("Enter"), isShown, {
    rows,
    first: "Blocked",
  });
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await type(firstInFile);
  await page.keyboard.press("Enter");
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await type("not base32!");
  const editMs = await console.took(() => page.keyboard.press("Enter"), isShown, { rows, first: "Blocked" });
  const fps = await framesWhileScrolling(page);
  const wheelFps = await framesUnderTheWheel(page);
  const longestTaskMs = await console.longestTask();
  const { lcpMs, inpMs, cls } = await console.vitals();
  const rendererMb = await console.close();
  return {
    firstRowsMs,
    readyMs,
    sortMs,
    filterMs,
    searchMs,
    editMs,
    duplicateMs,
    fps,
    wheelFps,
    lcpMs,
    inpMs,
    clsThousandths: cls * 1_000,
    longestTaskMs,
    rendererMb,
  };
}

/** Frames a second while the page scrolls by 120 px in each of them, for three seconds. */
function framesWhileScrolling(page: Page): Promise<number> {
  return page.getByRole("grid").evaluate(async (grid) => {
    const start = performance.now();
    let frames = 0;
    for (; performance.now() - start < 3000; frames++) {
      grid.scrollTop += 120;
      await new Promise(requestAnimationFrame);
    }
    return frames / ((performance.now() - start) / 1000);
  });
}

/** Frames a second while the wheel turns for two seconds: each turn is a message through the browser. */
async function framesUnderTheWheel(page: Page): Promise<number> {
  await page.getByRole("grid").hover({ position: { x: 300, y: 200 } });
  const counted = page.evaluate(async () => {
    const start = performance.now();
    let frames = 0;
    for (; performance.now() - start < 2000; frames++) await new Promise(requestAnimationFrame);
    return frames / ((performance.now() - start) / 1000);
  });
  const until = performance.now() + 2000;
  while (performance.now() < until) await page.mouse.wheel(0, 400);
  return counted;
}
