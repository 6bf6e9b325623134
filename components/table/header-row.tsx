"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Query, SortColumn } from "@/lib/sheet/query";
import type { GridColumn, GridItem, GridKind } from "./grid-kind";

/** Unsorted, ascending, descending, and back to the order of the file. */
function nextSort(sort: Query["sort"], column: SortColumn): Query["sort"] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

/** What the rows are sorted by, and how that is changed. */
export type Sorting = { by: Query["sort"]; change: (sort: Query["sort"]) => void };

/** `sorting`: null where the rows stay in their order. */
export function HeaderRow<Row extends GridItem>({
  kind,
  height,
  sorting,
}: {
  kind: GridKind<Row>;
  height: number;
  sorting: Sorting | null;
}) {
  const t = useTranslations("table");
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid border-b border-line bg-sunken font-semibold text-ink-soft"
      style={{ gridTemplateColumns: kind.template, height }}
    >
      {kind.columns.map(({ id, sort: column }: GridColumn<Row>, index) => {
        const by = sorting?.by;
        const sorted =
          column && by?.column === column ? (by.descending ? "descending" : "ascending") : undefined;
        const name = t(id);
        return (
          <div
            key={id}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sorted}
            className="flex min-w-0 items-center bg-sunken px-3 first:max-lg:sticky first:max-lg:left-0 first:max-lg:z-[1]"
          >
            {column && sorting ? (
              <button
                type="button"
                title={t("sortBy", { column: name })}
                className="inline-flex min-h-6 min-w-6 items-center gap-1 rounded-control font-semibold hover:text-ink"
                onClick={() => sorting.change(nextSort(sorting.by, column))}
              >
                {name}
                {sorted === "ascending" ? <ArrowUp aria-hidden className="size-3.5" /> : null}
                {sorted === "descending" ? <ArrowDown aria-hidden className="size-3.5" /> : null}
              </button>
            ) : (
              <span className={id === "actions" ? "sr-only" : "truncate"}>{name}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
