"use client";

import type { ComponentProps } from "react";
import { RowsTable } from "@/components/table/rows-table";
import { useSheetState } from "./session";

/** The grid with the rows that the worker has told last; nothing around it is drawn again when it scrolls. */
export function LiveTable(props: Omit<ComponentProps<typeof RowsTable>, "state">) {
  const state = useSheetState();
  return state.viewLength === 0 ? null : <RowsTable state={state} {...props} />;
}
