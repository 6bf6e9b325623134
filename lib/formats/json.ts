import { Batches } from "./batches";
import { recordReader } from "./devices";
import type { Detected, Format, ReadItem, TablePlan } from "./format";
import { matchHeader, pathShape } from "./header-name";
import { parsed, parseJsonHead } from "./json-head";
import { recordLists } from "./json-lists";
import { jsonInvalid } from "./json-problem";
import { cellAt, pathsOf } from "./json-rows";
import { detectedRecords, planRecords } from "./json-table";
import { looksLikeJson } from "./json-text";
import { looksLikeNdjson } from "./ndjson";
import { asUsers, isUserList } from "./user-list";
import { agrees } from "./value-checks";

const SPREAD = 2_000;

/**
 * One JSON document (RFC 8259): an array of records, such an array under `list`, `users`, `data`, … or the only one there
 * is or with secrets, a map from users to their records or secrets, or a single record. Nested values are columns with
 * dotted paths. A record's `line` is its place in the array or map.
 */
export const json: Format = {
  id: "json",
  extensions: [".json"],

  detect({ head, complete }): Detected {
    if (!looksLikeJson(head)) return { confidence: 0, plan: null };
    const document = complete ? parsed(head) : parseJsonHead(head);
    if (document === undefined) return { confidence: looksLikeNdjson(head, complete) ? 0 : 0.3, plan: null };
    const { rows } = recordLists(document);
    return detectedRecords(rows, rows[0] !== document);
  },

  async *read(source, { plan }) {
    const text = await source.text();
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      return yield jsonInvalid(text, error);
    }
    const { rows, users } = recordLists(document);
    const found = planRecords(rows);
    // The head of a long document showed its users alone.
    const isLate = plan !== null && lacksSecrets(plan) && !lacksSecrets(found);
    if (isLate) yield { plan: found };
    const known = isLate ? found : (plan ?? found);
    const columns = withLateColumns(known, rows);
    const items = readRows(rows, columns);
    yield* isUserList(columns) ? asUsers(items, columns) : items;
    for (const list of users) {
      const its = planRecords(list);
      yield* asUsers(readRows(list, its), its);
    }
  },
};

function lacksSecrets(plan: TablePlan): boolean {
  return plan.doubts.includes("no_secret") || isUserList(plan);
}

async function* readRows(rows: readonly unknown[], columns: TablePlan): AsyncGenerator<ReadItem> {
  const read = recordReader(columns);
  const batches = new Batches();
  for (let i = 0; i < rows.length; i++) {
    for (const record of read(i + 1, rows[i])) {
      const full = batches.add(record);
      if (full) yield full;
    }
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
  if (batches.count === 0) yield { problem: "no_otp" };
}

/** Columns that no record in the head had, such as a recovery code that few users have; looked for in a wide sample. */
function withLateColumns(plan: TablePlan, rows: readonly unknown[]): TablePlan {
  const step = Math.max(1, Math.floor(rows.length / SPREAD));
  const sample = rows.filter((_, i) => i % step === 0);
  const known = new Set(plan.columns.map(({ name }) => name));
  const late = pathsOf(sample).flatMap((name): TablePlan["columns"] => {
    const match = known.has(name) ? null : matchHeader(name);
    if (!match || match.weak) return [];
    const sameField = plan.columns.find((column) => pathShape(column.name) === pathShape(name));
    const taken = plan.columns.some(({ role }) => role === match.role);
    if (sameField ? sameField.role !== match.role : taken && match.role !== "recoveryCode") return [];
    const values = sample.map((row) => String(cellAt(row, name))).filter((value) => value !== "");
    return agrees(match.role, match.word, values) ? [{ name, role: match.role }] : [];
  });
  return late.length > 0 ? { ...plan, columns: [...plan.columns, ...late] } : plan;
}
