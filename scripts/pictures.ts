import { mkdirSync } from "node:fs";
import { chromium } from "playwright";
import { BROWSER_FLAGS, ensureBrowser } from "./find-browser";
import { startConsole } from "./start-console";

/** Takes the README's pictures from the running app, with its own sample data. */
const FOLDER = "docs/pictures";

mkdirSync(FOLDER, { recursive: true });
const server = await startConsole();
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...BROWSER_FLAGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 960 }, locale: "en" });
  await page.goto(server.url);
  await page.getByRole("button", { name: "Try with sample data" }).click();
  await page.getByRole("button", { name: /^Import \d+ rows$/ }).click();
  await page.getByRole("button", { name: "Start the import" }).click();
  await page.getByText("Import finished").waitFor();
  await page.getByRole("grid").focus();
  for (let line = 0; line < 2; line++) await page.keyboard.press("ArrowDown");
  await page.getByRole("heading", { name: "sample.csv, line 4" }).waitFor();
  await page.screenshot({ path: `${FOLDER}/import.png` });
} finally {
  await browser.close();
  server.stop();
}
