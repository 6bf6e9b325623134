import type { IssueCode } from "@/lib/otp/issue";
import { type Change, idsOf } from "@/lib/sheet/change";
import type { Row } from "@/lib/sheet/row";
import type { Rows } from "@/lib/sheet/rows";
import { type FixId, fixOf } from "./registry";

/** Which fix, for which rows. */
export type FixRequest = {
  kind: "fix";
  fix: FixId;
  issue: IssueCode;
  /** null: of every source. */
  source: number | null;
  /** All rows of the files that have the issue, not only the rows that have it. */
  whole: boolean;
};

/** The change that a fix is to the rows it was asked for. */
export function fixChange(rows: Rows, { fix: id, issue, source, whole }: FixRequest): Change | null {
  const fix = fixOf(id);
  if (!fix) return null;
  const { store, sets } = rows;
  const has = Array.from({ length: sets.size }, (_, set) => sets.hasAny(set, [issue]));
  const sourceAt = (place: number) => store.lots.at(place).source;
  let ids = idsOf(
    rows,
    (place) => has[store.issues[place] as number] === true && (source === null || sourceAt(place) === source),
  );
  const { shows } = fix;
  if ("surplus" in fix) {
    return { label: id, shows, ids: fix.surplus(rows, rowsOf(rows, ids)), removes: true };
  }
  if (whole) {
    const sources = new Set(ids.map((one) => rows.byId(one)?.source));
    ids = idsOf(rows, (place) => sources.has(sourceAt(place)));
  }
  return { label: id, shows, ids, changed: fix.fixed };
}

function* rowsOf(rows: Rows, ids: readonly number[]): Generator<Row> {
  for (const id of ids) {
    const row = rows.byId(id);
    if (row) yield row;
  }
}
