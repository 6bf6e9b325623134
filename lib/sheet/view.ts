import { IDENTITY_KINDS } from "@/lib/otp/record";
import type { Query, SortColumn } from "./query";
import { ROW_STATES, type Row } from "./row";
import type { Rows } from "./rows";

/**
 * The rows that a query lets through, in its order. Without a query the rows themselves, so that a million rows cost
 * nothing.
 */
export function viewOf(rows: Rows, query: Query): readonly Row[] {
  const kept = matches(rows, query);
  const visible = kept ? rows.all.filter(kept) : rows.all;
  if (!query.sort) return visible;
  const { column, descending } = query.sort;
  const key = sortKey(rows, column);
  const keyed = visible.map((row) => ({ row, key: key(row) }));
  const turn = descending ? -1 : 1;
  // Equal keys stay in file order in both directions.
  keyed.sort((a, b) => (a.key < b.key ? -turn : a.key > b.key ? turn : a.row.id - b.row.id));
  return keyed.map(({ row }) => row);
}

function matches(rows: Rows, query: Query): ((row: Row) => boolean) | null {
  const tests: ((row: Row) => boolean)[] = [];
  const { state, issue } = query;
  const needle = query.search.trim().toLowerCase();
  if (state) tests.push((row) => rows.stateOf(row) === state);
  if (issue) {
    const sets = Array.from({ length: rows.sets.size }, (_, set) => rows.sets.codes(set).includes(issue));
    tests.push((row) => !row.removed && sets[row.issues] === true);
  }
  if (needle !== "") tests.push((row) => found(row, needle));
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row));
}

function found({ record }: Row, needle: string): boolean {
  return (
    String(record.line) === needle ||
    IDENTITY_KINDS.some((kind) => record[kind].toLowerCase().includes(needle))
  );
}

function sortKey(rows: Rows, column: SortColumn): (row: Row) => string | number {
  switch (column) {
    case "line":
      return (row) => row.id;
    case "user":
      return ({ record }) =>
        IDENTITY_KINDS.map((kind) => record[kind])
          .find((name) => name !== "")
          ?.toLowerCase() ?? "";
    case "issues":
      return (row) => (rows.sets.blocked(row.issues) ? 1000 : 0) + rows.sets.codes(row.issues).length;
    case "outcome":
      return (row) => ROW_STATES.indexOf(rows.stateOf(row));
  }
}
