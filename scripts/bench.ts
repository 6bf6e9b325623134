import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { measureFloor } from "./bench/floor";
import { makeCsv } from "./bench/make-csv";
import { type Figures, measure } from "./bench/measure";
import { BROWSER_FLAGS, ensureBrowser } from "./find-browser";
import { startConsole } from "./start-console";

const SIZES = process.argv.slice(2).map(Number);
const RUNS = 3;
const FIGURES = [
  "firstRowsMs",
  "readyMs",
  "longestTaskMs",
  "sortMs",
  "filterMs",
  "editMs",
  "fps",
  "rendererMegabytes",
] as const satisfies readonly (keyof Figures)[];
const HEADING = ["rows", "bare worker ms", ...FIGURES].join(" | ");

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), "otp-ferry-bench-"));
const server = await startConsole();
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...BROWSER_FLAGS] });
try {
  console.log(HEADING);
  for (const rows of SIZES.length > 0 ? SIZES : [1000, 10_000, 100_000, 500_000, 1_000_000]) {
    const path = join(folder, `${rows}.csv`);
    makeCsv(path, rows);
    const floors: number[] = [];
    const runs: Figures[] = [];
    for (let run = 0; run < RUNS; run++) {
      floors.push(await measureFloor(browser, path));
      runs.push(await measure(browser, server.url, path, rows));
    }
    const figures = FIGURES.map((name) => median(runs.map((run) => run[name])));
    console.log([rows, median(floors), ...figures].map(Math.round).join(" | "));
  }
} finally {
  await browser.close();
  server.stop();
  rmSync(folder, { recursive: true });
}
