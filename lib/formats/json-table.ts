import { planTable } from "./columns";
import type { Detected, TablePlan } from "./format";
import { cellAt, pathsOf } from "./json-rows";
import { tableConfidence } from "./table-confidence";

const SAMPLED_ROWS = 1_000;

/** Reads some of the records of a JSON source as a table: its columns are dotted paths. */
export function planRecords(rows: readonly unknown[]): TablePlan {
  const sample = rows.slice(0, SAMPLED_ROWS);
  const names = pathsOf(sample);
  const cells = sample.map((row) => names.map((name) => cellAt(row, name)));
  return planTable({ names, rows: cells, hasHeader: true, delimiter: "" });
}

/** The same as an answer to detection; `list` says whether the source is a list of records, not some document. */
export function detectedRecords(rows: readonly unknown[], list: boolean): Detected {
  const plan = planRecords(rows);
  if (plan.columns.length === 0 || (!list && plan.doubts.includes("no_secret")))
    return { confidence: 0, plan: null };
  return { confidence: tableConfidence(plan, 1), plan };
}
