import { CsvParser } from "@/lib/formats/csv";
import type { TablePlan } from "@/lib/formats/format";
import { openBlob } from "@/lib/formats/open-blob";
import type { SourceRecord } from "@/lib/otp/record";
import { idsOf } from "./change";
import { ProblemCells, templateCells, templateFor } from "./problem-cells";
import { ROW_STATES, type RowState } from "./row";
import { type RowView, viewRow } from "./row-view";
import type { Rows } from "./rows";
import { nextTurn } from "./turn";

/** What keeps a row from being done: it is blocked, or a run has not brought it home. */
const PROBLEMS: readonly RowState[] = ["blocked", "mismatch", "refused", "unknown", "stopped"];

/**
 * One row of the file: its cells, those for which there is no column, and the row itself for the words about its problem.
 */
export type ProblemRow = { cells: string[]; rest: string[]; view: RowView };

/** A source as the file of its problems needs it. `plan` null: it is no table of text. */
export type Told = { blob: Blob; name: string; plan: TablePlan | null };

function problemIds(rows: Rows, source: number | null): number[] {
  const { store } = rows;
  const wanted = new Set(PROBLEMS.map((state) => ROW_STATES.indexOf(state)));
  return idsOf(
    rows,
    (place) =>
      wanted.has(store.state[place] as number) && (source === null || store.lots.at(place).source === source),
  );
}

/**
 * The rows of a source that have a problem, in the columns they came in: first the header, then the rows, all of them
 * under way only as long as they are asked for. Tables of text are read again, line by line. Without `secrets` no secret and
 * no recovery code is in it.
 */
async function* problemFile(
  rows: Rows,
  index: number,
  { blob, name, plan }: Told,
  secrets: boolean,
): AsyncGenerator<{ header: readonly string[] } | ProblemRow> {
  const ids = problemIds(rows, index);
  if (!plan) {
    const template = templateFor(recordsOf(rows, ids));
    yield { header: template.columns.map(({ name: column }) => column) };
    for (const id of ids) {
      const row = rows.byId(id);
      if (row)
        yield { cells: templateCells(template, row.record, secrets), rest: [], view: viewRow(rows, row) };
    }
    return;
  }
  const byLine = new Map<number, number>();
  let hasUserIds = false;
  for (const id of ids) {
    const row = rows.byId(id);
    if (!row) continue;
    byLine.set(row.line, id);
    hasUserIds ||= row.record.userId !== "";
  }
  const cells = new ProblemCells(plan, secrets, hasUserIds);
  yield { header: cells.header };
  const source = await openBlob(blob, name);
  if ("problem" in source) return;
  const parser = new CsvParser(plan.delimiter);
  function* take(): Generator<ProblemRow> {
    for (let given = parser.next(); given; given = parser.next()) {
      const row = rows.byId(byLine.get(parser.line) ?? -1);
      if (row) yield { ...cells.of(parser.line, given, row.record), view: viewRow(rows, row) };
    }
  }
  for await (const chunk of source.chunks()) {
    parser.feed(chunk);
    yield* take();
    await nextTurn();
  }
  parser.end();
  yield* take();
}

function* recordsOf(rows: Rows, ids: readonly number[]): Generator<SourceRecord> {
  for (const id of ids) {
    const row = rows.byId(id);
    if (row) yield row.record;
  }
}

/** Hands the file of a source's problems out in parts, header first. */
export class ProblemDesk {
  readonly #rows: Rows;
  #items: ReturnType<typeof problemFile> | null = null;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** How many rows of each source have a problem; only sources with any. */
  counts(): { source: number; rows: number }[] {
    const counts = new Map<number, number>();
    for (const id of problemIds(this.#rows, null)) {
      const source = this.#rows.byId(id)?.source ?? -1;
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    return [...counts].map(([source, rows]) => ({ source, rows }));
  }

  /** Begins a file and returns its header. */
  async begin(index: number, told: Told, secrets: boolean): Promise<readonly string[]> {
    this.#items = problemFile(this.#rows, index, told, secrets);
    const { value } = await this.#items.next();
    return value && "header" in value ? value.header : [];
  }

  /** The next rows of the file; none when it is at its end. */
  async take(most: number): Promise<ProblemRow[]> {
    const rows: ProblemRow[] = [];
    while (rows.length < most) {
      const item = await this.#items?.next();
      if (!item || item.done) break;
      if ("cells" in item.value) rows.push(item.value);
    }
    return rows;
  }
}
