import { type Dialect, dialectOf } from "./dialect";
import { parsed } from "./json-head";
import { findRows } from "./json-rows";
import { looksLikeJson } from "./json-text";
import { headDocument, isObject } from "./json-value";
import { looksLikeNdjson } from "./ndjson";
import type { Source } from "./source";
import { looksLikeSql, sqlRows } from "./sql-dump";
import { columnNames, hasBackslashQuotes, tableRow, withDoubledQuotes } from "./table-row";
import type { Row } from "./vendor-values";

const SAMPLED = 200;

/** The first records of a source as any vendor's format may look at them, and in which syntax they come. */
export type Sample = {
  syntax: "json" | "ndjson" | "table" | "sql" | "none";
  /** The document (its head, if it is a long one); undefined unless JSON. */
  document: unknown;
  rows: readonly Row[];
  /** Names of the rows' own properties or of the table's columns, lower case. */
  columns: ReadonlySet<string>;
  /** Of a table. */
  delimiter: string;
  /** Of a database dump: what is in each of its tables. Then there are no rows outside of them. */
  tables: ReadonlyMap<string, Sample>;
};

const SAMPLES = new WeakMap<Source, Sample>();

/** Looks at the head of a source; worked out once for all formats that ask. Never throws. */
export function sampleOf(source: Source): Sample {
  const known = SAMPLES.get(source);
  if (known) return known;
  const sample = take(source);
  SAMPLES.set(source, sample);
  return sample;
}

function take(source: Source): Sample {
  const { head, complete, magic } = source;
  if (magic || head.trim() === "") return sampled("none", undefined, [], "");
  if (looksLikeJson(head)) {
    if (looksLikeNdjson(head, complete)) return sampled("ndjson", undefined, linesIn(head), "");
    const document = headDocument(source);
    const rows = (findRows(document) ?? []).slice(0, SAMPLED).filter(isObject);
    return sampled("json", document, rows, "");
  }
  if (/^\s*</.test(head)) return sampled("none", undefined, [], "");
  if (looksLikeSql(head)) return dumped(head);
  const text = hasBackslashQuotes(head) ? withDoubledQuotes(head) : head;
  const { rows, delimiter }: Dialect = dialectOf(text, complete, SAMPLED);
  const [header = [], ...cells] = rows;
  const names = columnNames(header);
  return {
    ...sampled("table", undefined, [], delimiter),
    rows: cells.map((row) => tableRow(names, row)),
    columns: new Set(names),
  };
}

const NO_TABLES: ReadonlyMap<string, Sample> = new Map();

function dumped(head: string): Sample {
  const tables = new Map<string, Row[]>();
  for (const { table, row } of sqlRows(head)) {
    const rows = tables.get(table) ?? [];
    tables.set(table, rows);
    if (rows.length < SAMPLED) rows.push(row);
  }
  const samples = [...tables].map(([table, rows]) => [table, sampled("sql", undefined, rows, "")] as const);
  return { ...sampled("sql", undefined, [], ""), tables: new Map(samples) };
}

function sampled(
  syntax: Sample["syntax"],
  document: unknown,
  rows: readonly Row[],
  delimiter: string,
): Sample {
  const columns = new Set(rows.flatMap((row) => Object.keys(row).map((name) => name.toLowerCase())));
  return { syntax, document, rows, columns, delimiter, tables: NO_TABLES };
}

function linesIn(head: string): Row[] {
  const lines = head.split(/\r\n|\r|\n/, SAMPLED + 1).slice(0, SAMPLED);
  return lines.map((line) => parsed(line)).filter(isObject);
}
