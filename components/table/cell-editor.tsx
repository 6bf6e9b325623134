"use client";

import { useEffect, useRef, useState } from "react";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import { useGrid } from "./grid-context";

/** The field in a cell: Enter or leaving it keeps the change, Escape does not. */
export function CellEditor({ row, field, label }: { row: RowView; field: EditableField; label: string }) {
  const { currentText, endEdit } = useGrid();
  const input = useRef<HTMLInputElement>(null);
  const closed = useRef(false);
  const [before, setBefore] = useState<string | null>(null);

  useEffect(() => {
    let live = true;
    void currentText(row, field).then((text) => {
      if (live) setBefore((known) => known ?? text);
    });
    return () => {
      live = false;
    };
  }, [currentText, row, field]);

  useEffect(() => {
    if (before === null) return;
    input.current?.focus();
    input.current?.select();
  }, [before]);

  if (before === null) return null;
  const close = (keep: boolean) => {
    // Closing by key takes the focus away, which would close it again.
    if (closed.current) return;
    closed.current = true;
    const text = input.current?.value ?? "";
    endEdit(keep && text !== before ? text : null);
  };
  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={before}
      autoComplete="off"
      spellCheck={false}
      className="w-full min-w-0 rounded-control border border-accent bg-raised px-1.5 py-0.5 font-mono text-[0.8125rem]"
      onBlur={() => close(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        // Enter also ends an input method's composition, which is no wish to leave the cell.
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") close(true);
        if (event.key === "Escape") close(false);
      }}
    />
  );
}
