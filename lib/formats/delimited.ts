import { planTable } from "./columns";
import { readCsvRecords } from "./csv-records";
import { type Dialect, dialectOf, usualWidth } from "./dialect";
import type { Detected, Format, ReadItem, TablePlan } from "./format";
import { firstRowIsHeader } from "./header-row";
import { looksLikeJson } from "./json-text";
import { readPacked } from "./packed-table";
import { rowMapper } from "./row-mapper";
import { shapeOf } from "./shape";
import type { Source } from "./source";
import { looksLikeSql } from "./sql-dump";
import { tableConfidence } from "./table-confidence";
import { withoutTitles } from "./title-rows";
import { asUsers, isUserList } from "./user-list";

const NOT_MINE: Detected = { confidence: 0, plan: null };
const SAMPLED_ROWS = 1_000;

/**
 * A table in text (RFC 4180 and its relatives): comma, semicolon, tab or bar, with a header in any words or none,
 * perhaps below titles. Reads every row below the header; a row is known by the line on which it begins.
 */
export const delimited: Format = {
  id: "delimited",
  extensions: [".csv", ".tsv", ".txt"],

  detect(source) {
    if (looksLikeJson(source.head) || /^\s*</.test(source.head) || looksLikeSql(source.head)) return NOT_MINE;
    const { head, complete } = withoutTitles(source);
    const dialect = dialectOf(head, complete, SAMPLED_ROWS);
    const [first] = dialect.rows;
    if (!first || isSqlValues(dialect.rows)) return NOT_MINE;
    const hasHeader = firstRowIsHeader(dialect.rows);
    const rows = hasHeader ? dialect.rows.slice(1) : dialect.rows;
    const width = hasHeader ? lastFilled(first) : usualWidth(rows);
    const names = Array.from({ length: width }, (_, at) => (hasHeader ? (first[at] ?? "").trim() : ""));
    if (width === 1 && rows.some((row) => shapeOf(row[0]) === "uri")) return NOT_MINE;
    const plan = planTable({ names, rows, hasHeader, delimiter: dialect.delimiter });
    if (plan.doubts.includes("no_secret")) {
      const named = hasHeader && !plan.doubts.includes("no_user");
      if (!isTable(dialect) || (!named && isProse(dialect))) return NOT_MINE;
    }
    return { confidence: tableConfidence(plan, dialect.evenness), plan };
  },

  async *read(given, { plan }) {
    const source = withoutTitles(given);
    const columns = plan ?? delimited.detect(source).plan;
    if (!columns) return yield { problem: "no_otp" };
    if (isUserList(columns)) yield* asUsers(readRows(source, columns), columns);
    else
      yield* isPackable(columns)
        ? readPacked(source, columns, endsInSecret(columns))
        : readRows(source, columns);
  },
};

function readRows(source: Source, columns: TablePlan): AsyncGenerator<ReadItem> {
  const toRecord = rowMapper(columns);
  const cutOff = endsInSecret(columns);
  let header = columns.hasHeader;
  return readCsvRecords(source, columns.delimiter, (cells, { line, unterminated }) => {
    if (header) {
      header = false;
      return null;
    }
    const record = toRecord(line, cells);
    if (unterminated && cutOff(cells)) record.found = [...record.found, "record_incomplete"];
    return record;
  });
}

/** A file may state any delimiter (`sep=`); in bytes only one of ASCII that nothing else is meant by can be found. */
function isPackable({ delimiter }: TablePlan): boolean {
  return /^[!#-~\t]$/.test(delimiter);
}

/** Half a secret may pass for a whole one: where a file breaks off in it, with columns still to come, nobody can tell. */
function endsInSecret({ columns }: TablePlan): (cells: readonly string[]) => boolean {
  return ({ length }) => {
    const role = columns[length - 1]?.role;
    return length < columns.length && (role === "secret" || role === "uri");
  };
}

/** Whether most rows are in parentheses, as SQL has them: read as cells they would lose what stands last. */
function isSqlValues(rows: Dialect["rows"]): boolean {
  const inside = rows.filter((row) => {
    const last = row.findLast((cell) => cell.trim() !== "") ?? "";
    return row[0]?.trimStart().startsWith("(") && /\)[,;]{0,2}$/.test(last.trimEnd());
  });
  return inside.length * 2 > rows.length;
}

/** A header's trailing empty cells are trailing delimiters. */
function lastFilled(header: readonly string[]): number {
  let width = header.length;
  while (width > 1 && header[width - 1]?.trim() === "") width--;
  return width;
}

/** Whether a text is a table at all, not prose with a comma in it: columns that agree, cells without sentences. */
function isTable({ rows, evenness }: Dialect): boolean {
  if (rows.length < 2 || usualWidth(rows) < 2 || evenness < 0.9) return false;
  const cells = rows.flat();
  const sentences = cells.filter(
    (cell) => cell.length > 200 || cell.trim().split(/\s+/, 8).length > 7,
  ).length;
  return sentences * 20 <= cells.length;
}

/** Prose has a space after its commas. */
function isProse({ rows }: Dialect): boolean {
  const inner = rows.flatMap((row) => row.slice(1)).filter((cell) => cell !== "");
  return inner.filter((cell) => cell.startsWith(" ")).length * 2 > inner.length;
}
