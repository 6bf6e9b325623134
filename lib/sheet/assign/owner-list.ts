import { cleanCell } from "@/lib/formats/cell";
import { columnSamples } from "@/lib/formats/column-samples";
import { CsvParser } from "@/lib/formats/csv";
import { dialectOf } from "@/lib/formats/dialect";
import type { ColumnRole } from "@/lib/formats/format";
import { matchHeader } from "@/lib/formats/header-name";
import { openBlob } from "@/lib/formats/open-blob";
import type { Problem } from "@/lib/formats/problem";
import { columnShape, type Shape } from "@/lib/formats/shape";
import { LOOKUP_KINDS, type LookupKind } from "@/lib/otp/user-lookup";
import type { Rows } from "@/lib/sheet/rows";

/** What a column of the list says of the user. */
export const OWNER_KINDS = ["userId", ...LOOKUP_KINDS] as const;
export type OwnerKind = "userId" | LookupKind;

/** How the columns of a list are read: by which the rows are known, and which says whose they are. */
export type OwnerColumns = { keyAt: number; ownerAt: number; says: OwnerKind; hasHeader: boolean };

/** A list as the page sees it. */
export type OwnerListView = {
  columns: { name: string; samples: string[] }[];
  lines: number;
  guess: OwnerColumns;
};

const MOST_LINES = 1_000_000;

/** A list of whose a key is: serial numbers, labels or other names, and users. */
export class OwnerList {
  readonly rows: readonly (readonly string[])[];

  private constructor(rows: readonly (readonly string[])[]) {
    this.rows = rows;
  }

  /** Reads a pasted or dropped list; of a file that is no text the problem. */
  static async read(blob: Blob): Promise<OwnerList | Problem> {
    const source = await openBlob(blob, "");
    if ("problem" in source) return source;
    if (source.magic) return source.magic;
    const { delimiter } = dialectOf(source.head, source.complete, 200);
    const parser = new CsvParser(delimiter);
    parser.feed(await source.text());
    parser.end();
    const rows: string[][] = [];
    for (let cells = parser.next(); cells && rows.length < MOST_LINES; cells = parser.next()) {
      rows.push(cells.map(cleanCell));
    }
    return new OwnerList(rows);
  }

  /** The list with its columns as they look: the key is the one that most of the table's rows are known by. */
  view(table: Rows): OwnerListView {
    const [first = []] = this.rows;
    const known = knownKeys(table);
    const hits = (row: readonly string[], at: number) => (known.has(keyOf(row[at] ?? "")) ? 1 : 0);
    const hasHeader =
      this.rows.length > 1 &&
      first.some((cell) => matchHeader(cell) !== null) &&
      !first.some((_, at) => hits(first, at));
    const body = this.rows.slice(hasHeader ? 1 : 0);
    const width = Math.max(0, ...this.rows.slice(0, 200).map(({ length }) => length));
    const sampled = body.slice(0, 2000);
    const read = Array.from({ length: width }, (_, at) => ({
      name: hasHeader ? (first[at] ?? "") : "",
      cells: sampled.map((row) => row[at]),
    }));
    const scores = read.map((_, at) => sampled.reduce((sum, row) => sum + hits(row, at), 0));
    const shapes = read.map(({ cells }) => columnShape(cells));
    const ownerOf = (at: number): OwnerKind | null => {
      const shape = shapes[at];
      if (shape === "userId" || shape === "email" || shape === "phone") return shape;
      const role = matchHeader(read[at]?.name ?? "")?.role;
      return OWNER_KINDS.find((kind) => kind === role) ?? null;
    };
    const keyAt = Math.max(0, scores.indexOf(Math.max(...scores, 0)));
    const others = read.map((_, at) => at).filter((at) => at !== keyAt);
    const ownerAt =
      OWNER_KINDS.map((kind) => others.find((at) => ownerOf(at) === kind)).find((at) => at !== undefined) ??
      others[0] ??
      keyAt;
    return {
      columns: read.map(({ name, cells }, at) => ({
        name,
        samples: columnSamples(isSecret(name, shapes[at] ?? null) ? "secret" : "externalId", cells),
      })),
      lines: body.length,
      guess: { keyAt, ownerAt, says: ownerOf(ownerAt) ?? "username", hasHeader },
    };
  }
}

/** Vendors' lists of tokens have their seeds beside the serial numbers. */
function isSecret(name: string, shape: Shape | null): boolean {
  return SECRET_ROLES.has(matchHeader(name)?.role) || SECRET_SHAPES.has(shape);
}

const SECRET_ROLES: ReadonlySet<ColumnRole | undefined> = new Set(["secret", "uri", "recoveryCode"] as const);
const SECRET_SHAPES: ReadonlySet<Shape | null> = new Set(["secret", "uri", "recoveryCode"] as const);

/** A key without what people vary. */
export function keyOf(text: string): string {
  return text.trim().toLowerCase();
}

/** The names by which a row may be in a list. */
export const KEY_FIELDS = ["label", "externalId", "username", "email", "phone", "device"] as const;

function knownKeys(table: Rows): Set<string> {
  const keys = new Set<string>();
  for (const row of table.all) {
    for (const field of KEY_FIELDS) if (row.record[field] !== "") keys.add(keyOf(row.record[field]));
    if (keys.size > 200_000) break;
  }
  return keys;
}
