import { IDENTITY_KINDS, type SourceRecord } from "@/lib/otp/record";
import { readSecret, secretBytes } from "@/lib/otp/secret";
import { type CodeMaker, codeAt, codeMakerOf, offBy, stepAt, typedCode } from "@/lib/otp/stated-code";
import { hasMoved, type RowSpan } from "./cell-range";
import { idsOf } from "./change";
import { type CodeLine, readCodes } from "./code-list";
import { inTurns, type Told } from "./in-turns";
import { lockOf, type Row } from "./row";
import type { RowList } from "./row-list";
import type { Rows } from "./rows";

/** Why a row has no codes. The sentence for each is `proof.none.<code>`. */
export const NO_CODES = ["gone", "forgotten", "unreadable", "not_totp"] as const;
export type NoCode = (typeof NO_CODES)[number];

/** The code of a row at a moment. */
export type CurrentCode = CodeMaker & {
  code: string;
  /** When it ends, in milliseconds since the epoch. */
  until: number;
};

/** `off`: by how many steps of `period` seconds the clock that made a code is off; null: it is not the row's code. */
export type CodeVerdict = { off: number | null; period: number };

/** A row to which a code belongs. `off`: by how many steps the clock that made it is off. */
export type CodeMatch = {
  id: number;
  source: number;
  line: number;
  name: string;
  index: number;
  off: number;
};

export type CodeSearch = {
  /** The first of them, those that are right now first. */
  matches: CodeMatch[];
  /** All of them. */
  found: number;
  /** Rows whose codes were made and compared, and rows that have none (e.g. erased because GenAuth holds them). */
  compared: number;
  without: number;
  /** How many rows any code would fit by chance alone. */
  byChance: number;
};

/** One line of a list of codes. `row` null: no row, or more than one, is named so. */
export type Compared = {
  /** As it was given: a name, a line number, or "" where the rows were taken in order. */
  given: string;
  /** `index`: its place in the view, -1 if it is not shown. */
  row: { id: number; source: number; line: number; name: string; index: number } | null;
  verdict:
    | { state: "right" }
    | { state: "off"; by: number }
    | { state: "wrong" | "no_row" | "several_rows" | "not_code" | "no_code" };
};

/** What may come of a line, what asks for something to be done first. The words for each are `proof.state.<code>`. */
export const VERDICTS = ["wrong", "off", "not_code", "no_row", "several_rows", "no_code", "right"] as const;

/** A list of codes compared. */
export type CodesCompared = {
  /** How many of its lines came out so. */
  counts: Record<Compared["verdict"]["state"], number>;
  /** Its lines in their order; of very many the first only, those that are not right before the others. */
  lines: Compared[];
  /** Rows of the selection for which it has no code. */
  uncoded: number;
};

/** Steps either way: for one row, and for all of them. */
const WITHIN_ROW = 20;
const WITHIN_ALL = 1;
const MOST_MATCHES = 100;
const MOST_LINES = 200;

type Key = { key: Uint8Array; maker: CodeMaker };

/** Proves by codes that rows hold the right secrets. Everything is computed here; no code and no secret goes anywhere else. */
export class Prover {
  readonly #rows: Rows;
  /** The moment, in milliseconds since the epoch. */
  readonly #now: () => number;
  #asked = 0;

  constructor(rows: Rows, now: () => number = Date.now) {
    this.#rows = rows;
    this.#now = now;
  }

  /** The row's code right now, with the parameters that its source states. */
  current(id: number): CurrentCode | NoCode {
    const key = this.#keyOf(this.#rows.byId(id));
    if (typeof key === "string") return key;
    const step = stepAt(key.maker, this.#now());
    return {
      ...key.maker,
      code: codeAt(key.key, key.maker, step),
      until: (step + 1) * key.maker.period * 1000,
    };
  }

  /** By how many steps a code is off for this row; null: it is not its code. */
  check(id: number, text: string): CodeVerdict | NoCode {
    const key = this.#keyOf(this.#rows.byId(id));
    if (typeof key === "string") return key;
    const off = offBy(key.key, key.maker, typedCode(text), { unixMs: this.#now(), within: WITHIN_ROW });
    return { off, period: key.maker.period };
  }

  /** Whose code it is, among all rows, in turns. null: another one was asked for meanwhile. */
  async find(text: string, view: RowList, told?: Told): Promise<CodeSearch | null> {
    const mine = ++this.#asked;
    const code = typedCode(text);
    const unixMs = this.#now();
    const matches: Omit<CodeMatch, "index">[] = [];
    const search: CodeSearch = { matches: [], found: 0, compared: 0, without: 0, byChance: 0 };
    const whole = await inTurns(
      idsOf(this.#rows, () => true),
      (id) => {
        const row = this.#rows.byId(id);
        const key = this.#keyOf(row);
        if (!row || typeof key === "string") {
          search.without++;
          return;
        }
        search.compared++;
        if (code.length === key.maker.digits)
          search.byChance += (2 * WITHIN_ALL + 1) / 10 ** key.maker.digits;
        const off = offBy(key.key, key.maker, code, { unixMs, within: WITHIN_ALL });
        if (off === null) return;
        search.found++;
        if (matches.length < MOST_MATCHES) matches.push({ ...placeOf(row), off });
      },
      () => mine !== this.#asked,
      told,
    );
    if (!whole) return null;
    const indexes = indexesIn(view, new Set(matches.map(({ id }) => id)));
    search.matches = matches
      .map((match) => ({ ...match, index: indexes.get(match.id) ?? -1 }))
      .sort((a, b) => Math.abs(a.off) - Math.abs(b.off) || a.id - b.id);
    return search;
  }

  /**
   * Compares a list of codes (see readCodes) with the rows that it names. A code alone is that of the row at its place among
   * those selected, or in the view where none are. "moved": other rows stand there now. null: another list was asked for
   * meanwhile.
   */
  async compare(
    text: string,
    view: RowList,
    selected: RowSpan | null = null,
    told?: Told,
  ): Promise<CodesCompared | "moved" | null> {
    if (selected && hasMoved(view, selected)) return "moved";
    const mine = ++this.#asked;
    const unixMs = this.#now();
    const lines = readCodes(text);
    const { start, end } = selected ?? { start: 0, end: view.length };
    // Taken now: the view may be another one by the time their turn comes.
    const placed = lines.map(({ given, place }) =>
      given === "" && start + place < end ? (view.at(start + place)?.id ?? -1) : -1,
    );
    const named = await this.#named(lines, () => mine !== this.#asked);
    if (!named) return null;
    const all: Compared[] = [];
    const whole = await inTurns(
      lines,
      ({ given, code }) => {
        const ids = given === "" ? [placed[all.length] ?? -1] : [...(named.get(given.toLowerCase()) ?? [])];
        const row = ids.length === 1 ? this.#rows.byId(ids[0] ?? -1) : null;
        all.push({
          given,
          row: row && { ...placeOf(row), index: -1 },
          verdict: row
            ? this.#verdict(row, code, unixMs)
            : { state: ids.length > 1 ? "several_rows" : "no_row" },
        });
      },
      () => mine !== this.#asked,
      told,
    );
    if (!whole) return null;
    const counts = Object.fromEntries(VERDICTS.map((state) => [state, 0])) as CodesCompared["counts"];
    for (const { verdict } of all) counts[verdict.state]++;
    const shown =
      all.length > MOST_LINES
        ? VERDICTS.flatMap((state) => all.filter(({ verdict }) => verdict.state === state)).slice(
            0,
            MOST_LINES,
          )
        : all;
    const indexes = indexesIn(view, new Set(shown.flatMap(({ row }) => row?.id ?? [])));
    for (const { row } of shown) if (row) row.index = indexes.get(row.id) ?? -1;
    const coded = new Set(all.flatMap(({ row }) => row?.id ?? []));
    let uncoded = 0;
    if (selected)
      for (let at = start; at < Math.min(end, view.length); at++)
        if (!coded.has(view.at(at)?.id ?? -1)) uncoded++;
    return { counts, lines: shown, uncoded };
  }

  /** Gives up what was asked for last. */
  end(): void {
    this.#asked++;
  }

  /** The rows that the lines name, by their names; null once `givenUp` says so. */
  async #named(
    lines: readonly CodeLine[],
    givenUp: () => boolean,
  ): Promise<Map<string, ReadonlySet<number>> | null> {
    const wanted = new Map<string, Set<number>>();
    for (const { given } of lines) if (given !== "") wanted.set(given.toLowerCase(), new Set());
    if (wanted.size === 0) return wanted;
    const whole = await inTurns(
      idsOf(this.#rows, () => true),
      (id) => {
        const record = this.#rows.byId(id)?.record;
        if (!record) return;
        for (const name of namesOf(record)) wanted.get(name)?.add(id);
      },
      givenUp,
    );
    return whole ? wanted : null;
  }

  #verdict(row: Row, code: string, unixMs: number): Compared["verdict"] {
    const key = this.#keyOf(row);
    if (typeof key === "string") return { state: "no_code" };
    if (code === "") return { state: "not_code" };
    const whole = code.padStart(key.maker.digits, "0");
    const by = offBy(key.key, key.maker, whole, { unixMs, within: WITHIN_ROW });
    if (by === null) return { state: "wrong" };
    return by === 0 ? { state: "right" } : { state: "off", by };
  }

  #keyOf(row: Row | null): Key | NoCode {
    if (!row) return "gone";
    if (lockOf(row.outcome) === "done") return "forgotten";
    const { record } = row;
    const maker = codeMakerOf(record);
    if (!maker) return "not_totp";
    const reading = readSecret(record.secret, record.secretEncoding);
    return reading.ok ? { key: secretBytes(reading.canonical), maker } : "unreadable";
  }
}

function namesOf(record: SourceRecord): Set<string> {
  const names = new Set([String(record.line)]);
  for (const kind of IDENTITY_KINDS) if (record[kind] !== "") names.add(record[kind].toLowerCase());
  return names;
}

function placeOf(row: Row): { id: number; source: number; line: number; name: string } {
  const { record } = row;
  const name = IDENTITY_KINDS.map((kind) => record[kind]).find((one) => one !== "") ?? "";
  return { id: row.id, source: row.source, line: record.line, name };
}

function indexesIn(view: RowList, ids: ReadonlySet<number>): Map<number, number> {
  const indexes = new Map<number, number>();
  for (let at = 0; at < view.length && indexes.size < ids.size; at++) {
    const id = view.at(at)?.id ?? -1;
    if (ids.has(id)) indexes.set(id, at);
  }
  return indexes;
}
