import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { measureFloor } from "./bench/floor";
import type { Faults } from "./bench/least-calls";
import { makeCsv } from "./bench/make-csv";
import { firstUser, makeRows } from "./bench/make-rows";
import { makeXlsx } from "./bench/make-xlsx";
import { measureImport } from "./bench/measure-import";
import { PEERS, type Peer, PeerBench, type PeerFigures } from "./bench/measure-peers";
import { measureRun } from "./bench/measure-run";
import { measureTable } from "./bench/measure-table";
import { machine, markdownTable, medians } from "./bench/report";
import { BROWSER_FLAGS, ensureBrowser } from "./find-browser";
import { startConsole } from "./start-console";

const TABLES = ["1000", "10000", "100000", "500000", "1000000", "xlsx:100000"];
const RUNS: Record<string, Faults> = { run: "none", "run-spread": "spread", "run-clustered": "clustered" };
const ALL = [...TABLES, "import:10000", ...Object.keys(RUNS).map((kind) => `${kind}:20000`)];
const USAGE = `npm run bench -- [--runs N] [--peers DIR [--peer-seconds S]] [CASE...]
Measures the console and prints tables for docs/bench.md: medians of N runs (default 3).
--peers: the folder of the peers' harness, installed; they take turns with ours on every file of CSV, S seconds for each
  (default 60; - in the table: not ready by then).
CASE is a number of rows of CSV, xlsx:ROWS or import:ROWS in a browser; run:ROWS through the server,
run-spread:ROWS and run-clustered:ROWS with one row in a hundred refused; default: ${ALL.join(" ")}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "3" },
    peers: { type: "string" },
    "peer-seconds": { type: "string", default: "60" },
    help: { type: "boolean" },
  },
});
const asked = (positionals.length > 0 ? positionals : ALL).map((text) => {
  const [, kind = "csv", rows] =
    /^(?:(csv|xlsx|import|run|run-spread|run-clustered):)?(\d+)$/.exec(text) ?? [];
  return rows === undefined ? null : { name: text, kind, rows: Number(rows) };
});
const cases = asked.filter((one) => one !== null);
if (values.help || cases.length < asked.length || !(Number(values.runs) > 0)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}
const times = Array.from({ length: Number(values.runs) });

const folder = mkdtempSync(join(tmpdir(), "otp-ferry-bench-"));
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...BROWSER_FLAGS] });
try {
  console.log(`${machine(browser.version())}; medians of ${times.length}\n`);
  const tables = cases.filter(({ kind }) => kind === "csv" || kind === "xlsx");
  const imports = cases.filter(({ kind }) => kind === "import");
  if (tables.length > 0) {
    const server = await startConsole();
    const peers = values.peers ? await PeerBench.open(values.peers, Number(values["peer-seconds"])) : null;
    const figures: Record<string, number>[] = [];
    const theirs: { name: string; figures: PeerFigures }[] = [];
    for (const { name, kind, rows } of tables) {
      const measured = kind === "csv" ? peers : null;
      const path = measured?.fileOf(rows) ?? join(folder, `${rows}.${kind}`);
      const peerRuns = new Map((Object.keys(PEERS) as Peer[]).map((peer) => [peer, [] as PeerFigures[]]));
      (kind === "xlsx" ? makeXlsx : makeCsv)(path, makeRows(rows));
      const floors: { bareWorkerMs: number }[] = [];
      const runs: Record<string, number>[] = [];
      for (const _ of times) {
        if (kind === "csv") floors.push({ bareWorkerMs: await measureFloor(browser, path) });
        runs.push(await measureTable(browser, server.url, path, rows, firstUser(rows)));
        process.stderr.write(`${name}: ${JSON.stringify({ ...floors.at(-1), ...runs.at(-1) })}\n`);
        for (const [peer, its] of measured ? peerRuns : []) {
          // Who was not ready in its time once will not be so the next time.
          if (measured && !Number.isNaN(its[0]?.readyMs ?? 0)) its.push(await measured.measure(peer, rows));
          process.stderr.write(`${name} ${peer}: ${JSON.stringify(its.at(-1))}\n`);
        }
      }
      for (const [peer, its] of measured ? peerRuns : [])
        theirs.push({ name: `${PEERS[peer]} ${name}`, figures: medians(its) });
      figures.push({
        ...(kind === "csv" ? medians(floors) : { bareWorkerMs: Number.NaN }),
        ...medians(runs),
      });
    }
    server.stop();
    peers?.close();
    if (theirs.length > 0)
      console.log(
        `${markdownTable(
          "peers",
          theirs.map(({ name }) => name),
          theirs.map((one) => one.figures),
        )}\n`,
      );
    console.log(
      `${markdownTable(
        "rows",
        tables.map(({ name }) => name),
        figures,
      )}\n`,
    );
  }
  const figures: Record<string, number>[] = [];
  for (const { rows } of imports) {
    const runs: Record<string, number>[] = [];
    for (const _ of times) runs.push(await measureImport(browser, join(folder, "import.csv"), rows));
    figures.push(medians(runs));
  }
  if (imports.length > 0)
    console.log(
      `${markdownTable(
        "import",
        imports.map(({ rows }) => String(rows)),
        figures,
      )}\n`,
    );
  const runs = cases.filter(({ kind }) => kind in RUNS);
  const ran: Record<string, number>[] = [];
  for (const { kind, rows } of runs)
    ran.push(await measureRun({ rows, turns: times.length, latencyMs: 0, faults: RUNS[kind] ?? "none" }));
  if (runs.length > 0)
    console.log(
      markdownTable(
        "through the server",
        runs.map(({ name }) => name),
        ran,
      ),
    );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
