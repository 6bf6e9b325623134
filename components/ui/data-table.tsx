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

/** A plain table for some hundred rows at most; it scrolls sideways by itself where it is narrow. */
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div tabIndex={0} className="relative overflow-x-auto rounded-panel border border-line bg-surface">
      <table className="w-full min-w-[40rem] border-collapse text-left print:min-w-0">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-sm text-ink-soft">
          <tr>
            {columns.map(({ key, header }) => (
              <th key={key} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-t border-line bg-surface hover:bg-canvas">
              {columns.map(({ key, cell, look = "", heads = false }) =>
                heads ? (
                  <th key={key} scope="row" className={`px-3 py-2 align-top text-left font-normal ${look}`}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} className={`px-3 py-2 align-top ${look}`}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
