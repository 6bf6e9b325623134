import { tableRow } from "./table-row";
import type { Row } from "./vendor-values";

/** A row of a database dump, the table it is in, and the line it begins on. */
export type SqlRow = { table: string; line: number; row: Row };

const STATEMENT =
  /^[ \t]*(INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|CREATE\s+TABLE(?:\s+IF\s+NOT\s+EXISTS)?|COPY)\s+([\w."`]+)\s*/gim;
const NOT_A_COLUMN = /^(?:primary|unique|key|index|constraint|foreign|fulltext|check|exclude|spatial)$/i;

/** Whether a text is a database dump: it inserts rows or copies them in. */
export function looksLikeSql(head: string): boolean {
  return /^[ \t]*(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO)\s+[\w."`]+\s*(?:\(|VALUES)|^COPY\s+[\w."]+\s*\([^)]{0,2000}\)\s+FROM\s+stdin/im.test(
    head,
  );
}

/**
 * The rows of a dump in SQL: `INSERT INTO t (a, b) VALUES (…), (…)` (mysqldump, and its columns from CREATE TABLE if it
 * leaves them out), and PostgreSQL's `COPY t (a, b) FROM stdin`. Backslashes escape as MySQL has it if the dump is
 * MySQL's. A statement that breaks off ends there. Linear; never throws.
 */
export function* sqlRows(text: string): Generator<SqlRow> {
  const scanner = new SqlScanner(text);
  const created = new Map<string, string[]>();
  STATEMENT.lastIndex = 0;
  const statement = new RegExp(STATEMENT);
  for (let match = statement.exec(text); match; match = statement.exec(text)) {
    const [whole, verb = "", name = ""] = match;
    const table = name.replace(/["`]/g, "").toLowerCase();
    scanner.at = match.index + whole.length;
    if (/^create/i.test(verb)) {
      created.set(table, scanner.definitions());
    } else if (/^copy/i.test(verb)) {
      const names = scanner.names();
      yield* scanner.copied(table, names);
    } else {
      const names = scanner.text.charAt(scanner.at) === "(" ? scanner.names() : (created.get(table) ?? []);
      yield* scanner.values(table, names);
    }
    statement.lastIndex = Math.max(scanner.at, match.index + whole.length);
  }
}

class SqlScanner {
  at = 0;
  readonly text: string;
  readonly #mysql: boolean;
  readonly #gone = new Set<string>();
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.text = text;
    this.#mysql = /(?:INTO|TABLE) `|\{\\"/.test(text);
  }

  /** The names in `(a, "b", `c`)`. */
  names(): string[] {
    const close = this.#next(")");
    if (this.text.charAt(this.at) !== "(" || close < 0) return [];
    const names = this.text.slice(this.at + 1, close).split(",");
    this.at = close + 1;
    return names.map((name) => name.replace(/["`\s]/g, "").toLowerCase());
  }

  /** The columns that a CREATE TABLE defines, by the first word of each of its lines. */
  definitions(): string[] {
    const end = this.#next(";");
    const body = this.text.slice(this.at + 1, end < 0 ? this.at : end);
    this.at = end < 0 ? this.at : end;
    return body
      .split(/,\s*[\r\n]+/)
      .map((line) => /^\s*["`]?(\w+)/.exec(line)?.[1] ?? "")
      .filter((name) => name !== "" && !NOT_A_COLUMN.test(name))
      .map((name) => name.toLowerCase());
  }

  /** Tab-separated rows to the line `\.`. */
  *copied(table: string, names: readonly string[]): Generator<SqlRow> {
    this.at = this.#lineEnd(this.at) + 1;
    while (this.at < this.text.length) {
      const end = this.#lineEnd(this.at);
      const line = this.text.slice(this.at, end).replace(/\r$/, "");
      const start = this.at;
      this.at = end + 1;
      if (line === "\\.") return;
      const cells = line.split("\t").map((cell) => (cell === "\\N" ? "" : unescaped(cell)));
      if (cells.length === names.length)
        yield { table, line: this.#lineAt(start), row: tableRow(names, cells) };
    }
  }

  /** `VALUES (…), (…)`. */
  *values(table: string, names: readonly string[]): Generator<SqlRow> {
    this.#skip(/\s*VALUES\s*/iy);
    while (this.text.charAt(this.at) === "(") {
      const start = this.at;
      const cells = this.#tuple();
      if (!cells) return;
      if (cells.length === names.length)
        yield { table, line: this.#lineAt(start), row: tableRow(names, cells) };
      if (!this.#skip(/\s*,\s*/y)) return;
    }
  }

  /** Where a character is next; once there is none, nobody looks again. */
  #next(char: string): number {
    if (this.#gone.has(char)) return -1;
    const at = this.text.indexOf(char, this.at);
    if (at < 0) this.#gone.add(char);
    return at;
  }

  #tuple(): string[] | null {
    this.at++;
    const cells: string[] = [];
    while (this.at < this.text.length) {
      this.#skip(/\s+/y);
      const cell = this.#value();
      if (cell === null) return null;
      cells.push(cell);
      this.#skip(/\s+/y);
      const next = this.text.charAt(this.at++);
      if (next === ")") return cells;
      if (next !== ",") return null;
    }
    return null;
  }

  #value(): string | null {
    const escapes = this.#skip(/E(?=')/iy) || this.#mysql;
    if (this.text.charAt(this.at) === "'") return this.#string(escapes);
    const word = /[^,()']*(?:\([^()]*\)[^,()']*)?/y;
    word.lastIndex = this.at;
    const bare = word.exec(this.text)?.[0] ?? "";
    this.at += bare.length;
    return /^null$/i.test(bare.trim()) ? "" : bare.trim();
  }

  #string(escapes: boolean): string | null {
    const { text } = this;
    const start = this.at + 1;
    for (let i = start; i < text.length; i++) {
      const char = text.charAt(i);
      if (escapes && char === "\\") i++;
      else if (char === "'" && text.charAt(i + 1) === "'") i++;
      else if (char === "'") {
        this.at = i + 1;
        this.#skip(/::\w+/y);
        const inner = text.slice(start, i).replaceAll("''", "'");
        return escapes ? unescaped(inner) : inner;
      }
    }
    this.at = text.length;
    return null;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match !== null;
  }

  #lineEnd(from: number): number {
    const end = this.text.indexOf("\n", from);
    return end < 0 ? this.text.length : end;
  }

  #lineAt(at: number): number {
    for (let end = this.text.indexOf("\n", this.#counted); end >= 0 && end < at; ) {
      this.#line++;
      this.#counted = end + 1;
      end = this.text.indexOf("\n", this.#counted);
    }
    return this.#line;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  Z: "\x1a",
};

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\([\s\S])/g, (_, char: string) => ESCAPES[char] ?? char);
}
