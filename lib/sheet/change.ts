import type { SourceRecord } from "@/lib/otp/record";
import type { Assigned } from "./assign/assign-change";
import type { ShownField } from "./fixes/fix";
import type { Rows } from "./rows";
import type { StepLabel } from "./step";

/** A change of many rows before it is done: which rows it looks at, and what it would make of each. */
export type Change = {
  label: StepLabel;
  shows: ShownField;
  /** Rows it looks at. */
  ids: readonly number[];
  /** Whether it has given up, because what is looked for takes too long. */
  stopped?: () => boolean;
  /** Of a list of owners: what became of it, once all rows are looked at. */
  assigned?: () => Assigned;
} & (
  | { changed: (record: SourceRecord) => SourceRecord }
  /** It takes these rows out of the table. */
  | { removes: true }
);

/** The ids of the rows that are not removed and pass a test, by their places in the table; no row is made for it. */
export function idsOf({ store }: Rows, passes: (place: number) => boolean): number[] {
  const ids: number[] = [];
  for (let place = 0; place < store.length; place++)
    if (store.removed[place] === 0 && passes(place)) ids.push(store.lots.idOf(place));
  return ids;
}
