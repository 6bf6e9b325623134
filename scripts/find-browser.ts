import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

/** Under these names Linux distributions and Chrome itself put the browser on the PATH. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** What a browser is started with in tests: nothing but the console is to be talked to. */
export const BROWSER_FLAGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const onPath = (name: string): string[] =>
  (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));

/** A browser that is there may still not run: for want of its libraries, or as a mere pointer to a snap. */
const runs = (path: string): boolean =>
  existsSync(path) && spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;

/**
 * The path of a Chromium or Chrome that runs: CHROMIUM_PATH if set, else one on the PATH, else Playwright's own; null
 * if there is none.
 */
export function findBrowser(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return [...NAMES.flatMap(onPath), chromium.executablePath()].find(runs) ?? null;
}

function tried(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}

/**
 * The same, installing a browser when there is none: Playwright's, else (root on Debian) the distribution's.
 * @throws Error with one sentence when that fails as well
 */
export function ensureBrowser(): string {
  const there = findBrowser();
  if (there) return there;
  tried(process.execPath, "node_modules/playwright/cli.js", "install", "chromium");
  const downloaded = findBrowser();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    tried("apt-get", "update");
    tried("apt-get", "install", "--yes", "--no-install-recommends", "chromium");
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    "No Chromium or Chrome was found and none could be installed: install one, or set CHROMIUM_PATH to its path.",
  );
}
