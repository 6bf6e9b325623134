"use client";

import type { RowView } from "@/lib/sheet/row-view";
import { RowCheck } from "./row-check";
import { RowCode } from "./row-code";

/** A row's code, and a box for the one that its user reads out. */
export function RowProof({ row }: { row: RowView }) {
  if (!row.secret.given || row.lock === "done") return null;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 min-[90rem]:max-w-md min-[90rem]:shrink-0 min-[90rem]:flex-col min-[90rem]:items-start">
      <RowCode id={row.id} line={row.line} />
      <RowCheck id={row.id} />
    </div>
  );
}
