import type { ReactNode } from "react";

export type DataColumn<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** More classes of its cells. */
  look?: string;
  /** Names the row: a row header for who hears the table. */
  heads?: boolean;
};

/** A plain table for some hundred rows at most; where it is narrow, each row is a card with a line for each column. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  caption: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
}) {
  return (
    <div className="@container">
      <div className="overflow-x-auto rounded-panel border border-line bg-surface">
        {/* The roles are said, since browsers forget those of a table that is not laid out as one. */}
        <table {...{ role: "table" }} className="w-full border-collapse text-left cards:block">
          <caption className="sr-only">{caption}</caption>
          <thead {...{ role: "rowgroup" }} className="bg-sunken text-sm text-ink-soft cards:sr-only">
            <tr {...{ role: "row" }}>
              {columns.map(({ key, header }) => (
                <th
                  key={key}
                  {...{ role: "columnheader" }}
                  scope="col"
                  className="px-3 py-2 font-medium whitespace-nowrap"
                >
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...{ role: "rowgroup" }} className="cards:block">
            {rows.map((row) => (
              <tr
                key={rowKey(row)}
                {...{ role: "row" }}
                className="relative border-t border-line hover:bg-canvas cards:block cards:px-3 cards:py-2 cards:first:border-t-0"
              >
                {columns.map((column) => (
                  <Cell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: DataColumn<Row>; row: Row }) {
  const { header, cell, look = "", heads = false } = column;
  const className = `px-3 py-2 align-top cards:flex cards:flex-wrap cards:items-baseline cards:gap-x-3 cards:px-0 cards:py-1 ${look}`;
  const content = (
    <>
      <span aria-hidden className="hidden min-w-24 font-sans text-sm text-ink-soft cards:inline">
        {header}
      </span>
      <div className="min-w-0 cards:max-w-full cards:grow cards:basis-32">{cell(row)}</div>
    </>
  );
  return heads ? (
    <th {...{ role: "rowheader" }} scope="row" className={`text-left font-normal ${className}`}>
      {content}
    </th>
  ) : (
    <td {...{ role: "cell" }} className={className}>
      {content}
    </td>
  );
}
