import { spawn } from "node:child_process";
import { ensureBrowser } from "./find-browser";

/**
 * The long form of e2e/faults.spec.ts: `npm run test:faults -- 200` kills the server at 200 moments, 50 when no number is
 * given, 25 to a part. `npm run test:faults -- 200 100` goes on with the part of moment 100. `FERRY_SEED` chooses others.
 */
const kills = Number(process.argv[2] ?? 50);
const first = Number(process.argv[3] ?? 0);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(first) || first < 0) {
  console.error("Give the number of kills, such as 200, and where to go on if it is not to begin at 0.");
  process.exit(1);
}

const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  FERRY_KILLS: String(kills),
  FERRY_FIRST_KILL: String(first),
  // Playwright's configuration asks for one; these tests open no page.
  CHROMIUM_PATH: ensureBrowser(),
};

function run(script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit", env });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

const specs = ["faults.spec", "replicas.spec"];
const code =
  (await run("node_modules/next/dist/bin/next", ["build"])) ||
  (await run("node_modules/@playwright/test/cli.js", [
    "test",
    "--config",
    "e2e/playwright.config.ts",
    "--workers=2",
    ...specs,
  ]));
process.exit(code);
