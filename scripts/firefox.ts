import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ElementHandle, launch, type Page } from "puppeteer-core";
import { startConsole } from "@/e2e/support/console-server";
import { csvOf } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
import { wordsOf } from "@/e2e/support/words";
import { startSandbox } from "@/lib/sandbox/server";

/** The main job in Firefox, by WebDriver BiDi, against the last build; in both languages. */
const NAMES = ["firefox-esr", "firefox"];
const ROWS = 40;

function findFirefox(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const runs = (path: string) =>
    existsSync(path) && spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;
  return [process.env.FIREFOX_PATH ?? "", ...named].find((path) => path !== "" && runs(path)) ?? null;
}

const firefox = findFirefox();
if (!firefox) {
  console.log("Firefox was not found, so nothing was checked in it: install it, or set FIREFOX_PATH.");
  process.exit(0);
}

const said: string[] = [];
/** Puppeteer's own scripts try eval, which our CSP forbids and Firefox tells; that ours do not, is watched in Chromium. */
const OF_PUPPETEER = /Content-Security-Policy: .*blocked a JavaScript eval/;
const hear = (text: string) => {
  if (!OF_PUPPETEER.test(text)) said.push(text);
};
/** What the page shows, for whoever has to find out why a step failed: secrets are masked on it. */
async function shown(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.querySelector("main")?.textContent ?? "").catch(() => "");
  return text.replaceAll(/\s+/g, " ").slice(0, 600);
}
/** One step of the job; the first that fails ends it with its name. */
async function step(page: Page, name: string, does: () => Promise<unknown>): Promise<void> {
  try {
    await does();
    console.log(`  ✓ ${name}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : "failed";
    throw new Error(`In Firefox: ${name}: ${why}\nThe page shows: ${await shown(page)}`);
  }
}

/** Until the page says so; asked from here, because a waiting script in the page would need eval, which our CSP forbids. */
async function until<T>(look: () => Promise<T | null | false>): Promise<T> {
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error("it did not come within 30 s");
  }
}
/**
 * The first element that the selector finds, that has this text, and that takes a click. Not by puppeteer's ARIA selectors:
 * Firefox refuses them for a moment after a page has come (documentAccessible is null).
 */
const find = (page: Page, selector: string, text = "") =>
  until(async () => {
    const found = await page.evaluateHandle(
      (css, wanted) =>
        [...document.querySelectorAll<HTMLElement>(css)].find(
          (element) =>
            !element.matches(":disabled") && (wanted === "" || element.textContent?.trim() === wanted),
        ) ?? null,
      selector,
      text,
    );
    return found.asElement() as ElementHandle<HTMLElement> | null;
  });
const button = (page: Page, name: string) => find(page, "button", name);
const shows = (page: Page, text: string) =>
  until(() => page.evaluate((wanted) => document.body.textContent?.includes(wanted) ?? false, text));

const sandbox = await startSandbox();
const server = await startConsole(sandbox);
const browser = await launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  for (const locale of ["en", "zh-CN"] as const) {
    const t = wordsOf(locale);
    await sandbox.reset();
    // The ledger knows those of the first language.
    const persons = people(sandbox, 2 * ROWS)
      .slice(locale === "en" ? 0 : ROWS)
      .slice(0, ROWS);
    const { buffer, name } = csvOf(persons, "people.csv");
    const path = join(mkdtempSync(join(tmpdir(), "otp-ferry-firefox-")), name);
    writeFileSync(path, buffer);
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.on("pageerror", (error) => hear(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") hear(message.text());
    });
    await page.setViewport({ width: 1280, height: 800 });

    console.log(`Firefox, ${locale}`);
    await step(page, "opens the Import page", async () => {
      // Not by a reload: puppeteer takes it for done before the old document has gone.
      await context.setCookie({ name: "locale", value: locale, domain: new URL(server.url).hostname });
      await page.goto(server.url);
      await button(page, t("start.choose"));
      // Until then React has not taken the page over.
      await find(page, "input[type=file]");
    });
    await step(page, "reads a file in the worker", async () => {
      const input = await page.$("input[type=file]");
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
      await button(page, t("run.import", { rows: ROWS }));
    });
    await step(page, "types into a cell, and takes it back", async () => {
      await (await find(page, "[role=grid]")).focus();
      // From the user to the secret.
      await page.keyboard.press("ArrowRight");
      await page.keyboard.type("ABC018");
      await page.keyboard.press("Enter");
      await button(page, t("run.import", { rows: ROWS - 1 }));
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await button(page, t("run.import", { rows: ROWS }));
    });
    await step(page, "imports, and sees every row verified", async () => {
      await (await button(page, t("run.import", { rows: ROWS }))).click();
      await (await button(page, t("review.confirm"))).click();
      await shows(page, t("run.moved", { moved: ROWS }));
      const wrong = persons.filter(({ userId, secret }) => sandbox.stored(userId)?.secret !== secret);
      if (wrong.length > 0) throw new Error(`${wrong.length} secrets are not as they were sent`);
    });
    await step(page, "finds commands by Ctrl+K", async () => {
      await page.keyboard.down("Control");
      await page.keyboard.press("k");
      await page.keyboard.up("Control");
      await find(page, "[role=combobox]:focus");
      await page.keyboard.type(t("palette.goTo", { screen: t("app.history") }));
      await page.keyboard.press("Enter");
      await shows(page, "people.csv");
    });
    await context.close();
  }
  if (said.length > 0) throw new Error(`The pages said in Firefox:\n${said.join("\n")}`);
  console.log(`The main job works in ${await browser.version()}.`);
} finally {
  await browser.close();
  await server.kill();
  await sandbox.close();
}
process.exit(0);
