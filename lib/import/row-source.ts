import type { SendRow } from "./port";

/** Where a run's rows come from, in the order in which they are to go. */
export type RowSource = {
  /** The next rows, at most `most`, waiting for them; none when nothing more will come. */
  next(most: number): Promise<readonly SendRow[]>;
  /** Of a run that has ended early: the rows that it never took and that it shall call `stopped`. */
  rest(): readonly SendRow[];
};

/** Rows that are all there already. */
export function sourceOf(rows: readonly SendRow[]): RowSource {
  let next = 0;
  return {
    next: async (most) => {
      const list = rows.slice(next, next + most);
      next += list.length;
      return list;
    },
    rest: () => rows.slice(next),
  };
}
