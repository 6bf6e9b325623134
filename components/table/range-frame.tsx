import type { Rectangle } from "./selection";

/** The line around a range of cells. It is drawn no farther than the rows are. */
export function RangeFrame({
  template,
  range,
  first,
  end,
  topOfRow,
}: {
  /** The columns as CSS grid has them. */
  template: string;
  range: Rectangle;
  first: number;
  end: number;
  topOfRow: (row: number) => number;
}) {
  const from = Math.max(range.top, first);
  const to = Math.min(range.bottom + 1, end);
  if (from >= to) return null;
  const open = `${from > range.top ? "border-t-0" : ""} ${to <= range.bottom ? "border-b-0" : ""}`;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 top-0 z-[1] grid"
      style={{
        gridTemplateColumns: template,
        height: topOfRow(to) - topOfRow(from),
        transform: `translateY(${topOfRow(from)}px)`,
      }}
    >
      <div
        className={`border border-accent forced-colors:border-2 forced-colors:border-[Highlight] ${open}`}
        style={{ gridColumn: `${range.left + 1} / ${range.right + 2}` }}
      />
    </div>
  );
}
