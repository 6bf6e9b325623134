import { measureRun } from "./bench/measure-run";
import { markdownTable } from "./bench/report";

/**
 * `npm run bench` measures these too; by themselves, and against a slower sandbox:
 *
 *     npm run bench:run -- 100000          rows; the median of 3 turns
 *     npm run bench:run -- 1000000 1       one turn
 *     npm run bench:run -- 20000 3 25      three turns against a sandbox that takes 25 ms for each call
 */
const [rows = 100_000, turns = 3, latencyMs = 0] = process.argv.slice(2).map(Number);
const figures = await measureRun({ rows, turns, latencyMs, faults: "none" });
console.log(markdownTable("run", [String(rows)], [figures]));
