import { Batches } from "./batches";
import { incomplete, recordReader } from "./devices";
import type { Format, ReadItem, TablePlan } from "./format";
import { parsed } from "./json-head";
import { detectedRecords, planRecords } from "./json-table";
import { looksLikeJson } from "./json-text";
import { readLines } from "./lines";
import type { Problem } from "./problem";
import type { Source } from "./source";
import { asUsers, isUserList } from "./user-list";

const SAMPLED_LINES = 1_000;
/** One record of a bulk export may carry a whole profile. */
const MAX_RECORD = 8 << 20;

/**
 * One JSON object (RFC 8259) a line: NDJSON, JSON Lines, as bulk exports write it. A line that is no object is a record
 * with `record_incomplete`.
 */
export const ndjson: Format = {
  id: "ndjson",
  extensions: [".ndjson", ".jsonl"],

  detect({ head, complete }) {
    if (!looksLikeJson(head) || !looksLikeNdjson(head, complete)) return { confidence: 0, plan: null };
    return detectedRecords(objectsIn(head, complete).objects, true);
  },

  async *read(source, { plan }) {
    const columns = plan ?? planRecords(objectsIn(source.head, source.complete).objects);
    const items = readRows(source, columns);
    yield* isUserList(columns) ? asUsers(items, columns) : items;
  },
};

async function* readRows(source: Source, columns: TablePlan): AsyncGenerator<ReadItem> {
  const read = recordReader(columns);
  const batches = new Batches();
  let problem: Problem | null = null;
  for await (const lines of readLines(source.chunks(), MAX_RECORD)) {
    if ("problem" in lines) {
      problem = lines;
      break;
    }
    for (const { line, text } of lines) {
      const row = parsed(text);
      const records = typeof row === "object" && row !== null ? read(line, row) : [incomplete(line)];
      for (const record of records) {
        const full = batches.add(record);
        if (full) yield full;
      }
    }
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
  if (problem) yield problem;
  else if (batches.count === 0) yield { problem: "no_otp" };
}

/** Whether at least two lines, and half of them, are objects by themselves: two of them are never one document. */
export function looksLikeNdjson(head: string, complete: boolean): boolean {
  const { objects, lines } = objectsIn(head, complete);
  return lines >= 2 && objects.length * 2 >= lines && !(complete && parsed(head) !== undefined);
}

function objectsIn(head: string, complete: boolean): { objects: unknown[]; lines: number } {
  const lines = head.split(/\r\n|\r|\n/, SAMPLED_LINES + 1);
  if (!complete || lines.length > SAMPLED_LINES) lines.pop();
  const filled = lines.filter((line) => line.trim() !== "");
  const objects = filled
    .map((line) => (line.trimStart().startsWith("{") ? parsed(line) : undefined))
    .filter((value) => typeof value === "object" && value !== null);
  return { objects, lines: filled.length };
}
