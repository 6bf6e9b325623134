import { cpus, loadavg, totalmem } from "node:os";

/** The middle one of several figures. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The median of every figure over several runs. */
export function medians<Name extends string>(runs: readonly Record<Name, number>[]): Record<Name, number> {
  const names = Object.keys(runs[0] ?? {}) as Name[];
  const entries = names.map((name) => [name, median(runs.map((run) => run[name]))]);
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** A table in Markdown: one line for each figure, one column for each case. */
export function markdownTable(
  head: string,
  cases: readonly string[],
  figures: readonly Record<string, number>[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const names = Object.keys(figures[0] ?? {});
  return [
    line([head, ...cases]),
    line(["---", ...cases.map(() => "--:")]),
    ...names.map((name) => line([name, ...figures.map((figure) => told(figure[name]))])),
  ].join("\n");
}

function told(figure: number | undefined): string {
  return figure === undefined || Number.isNaN(figure) ? "-" : String(Math.round(figure));
}

/** What it was measured on, and how busy that was beside. */
export function machine(browser: string): string {
  const load = loadavg()[0]?.toFixed(1);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GB, Chromium ${browser}, Node ${process.version}; load before the first run ${load}`;
}
