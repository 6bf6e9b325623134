import { defineConfig } from "@playwright/test";
import { BROWSER_FLAGS, findBrowser } from "@/scripts/find-browser";

const browser = findBrowser();
if (!browser) throw new Error("No Chromium was found: `npm test` installs one, or set CHROMIUM_PATH.");
// The workers read this file as well and need not look for it again.
process.env.CHROMIUM_PATH = browser;

/** End-to-end tests of the built console (`next build` first). Each worker has its own sandbox and its own server. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    locale: "en-US",
    colorScheme: "light",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: browser, args: [...BROWSER_FLAGS, "--process-per-site"] },
  },
});
