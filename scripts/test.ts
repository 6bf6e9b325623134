import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";
import { ensureBrowser } from "./find-browser";

type Totals = { passed: number; failed: number };

/** One part of `npm test`; `totals` reads what a test runner has left in its report. */
type Step = { title: string; command: string[]; totals?: () => Totals };

const reports = mkdtempSync(join(tmpdir(), "otp-ferry-test-"));
const unitReport = join(reports, "unit.json");
const e2eReport = join(reports, "e2e.json");

const env: NodeJS.ProcessEnv = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}`,
  PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
};

const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
});

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const STEPS: readonly Step[] = [
  { title: "Type check", command: ["tsc", "--noEmit"] },
  { title: "Lint", command: ["biome", "check", "."] },
  { title: "Unused code", command: ["knip"] },
  {
    title: "Unit and component tests",
    command: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
    totals() {
      const { numPassedTests, numFailedTests } = vitestReport.parse(read(unitReport));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  },
  { title: "Build", command: ["next", "build"] },
  {
    title: "End-to-end tests",
    command: ["playwright", "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
    totals() {
      const { expected, unexpected, flaky } = playwrightReport.parse(read(e2eReport)).stats;
      return { passed: expected, failed: unexpected + flaky };
    },
  },
  { title: "Firefox", command: ["node", "--import", "tsx", "scripts/firefox.ts"] },
];

function run([command = "", ...args]: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: "inherit", env });
    child.once("error", () => done(1));
    child.once("exit", (code) => done(code ?? 1));
  });
}

/** A runner that ended before it wrote its report has counted nothing. */
function counted(totals: Step["totals"]): Totals {
  try {
    return totals?.() ?? { passed: 0, failed: 0 };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

async function runSteps(): Promise<number> {
  const sum: Totals = { passed: 0, failed: 0 };
  let code = 0;
  for (const { title, command, totals } of STEPS) {
    console.log(`\n=== ${title}: ${command.join(" ")}`);
    if (command[0] === "playwright") env.CHROMIUM_PATH = ensureBrowser();
    code = await run(command);
    const { passed, failed } = counted(totals);
    sum.passed += passed;
    sum.failed += failed;
    if (code !== 0) {
      console.log(`\n${title} failed.`);
      break;
    }
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  return code;
}

let code = 1;
try {
  code = await runSteps();
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : "The tests could not be run.");
} finally {
  rmSync(reports, { recursive: true, force: true });
}
process.exit(code);
