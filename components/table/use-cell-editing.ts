"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { EditableField } from "@/lib/sheet/edit";
import type { RowView } from "@/lib/sheet/row-view";
import type { Editing } from "./grid-context";

/** One cell at a time can be edited. What has been typed is never lost: if its row goes from under it, it is kept. */
export function useCellEditing(
  edit: (id: number, field: EditableField, text: string) => void,
  rowAt: (index: number) => RowView | undefined,
) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const open = useRef<Editing | null>(null);
  const draft = useRef<string | null>(null);

  const put = useCallback((next: Editing | null) => {
    open.current = next;
    draft.current = next?.typed ?? null;
    setEditing(next);
  }, []);

  const end = useCallback(
    (text: string | null) => {
      const its = open.current;
      if (!its) return;
      put(null);
      if (text !== null) edit(its.row.id, its.field, text);
    },
    [edit, put],
  );

  /** In one go, so that the next key already finds the field. */
  const start = useCallback(
    (row: RowView, index: number, field: EditableField, typed: string | null) => {
      end(draft.current);
      flushSync(() => put({ row, index, field, typed }));
    },
    [end, put],
  );

  const onDraft = useCallback((text: string) => {
    draft.current = text;
  }, []);

  // Rows come and go during a run, and with another filter.
  const now = editing && rowAt(editing.index);
  const ousted = Boolean(editing && now && now.id !== editing.row.id);
  useEffect(() => {
    if (ousted) end(draft.current);
  }, [ousted, end]);
  useEffect(() => () => end(draft.current), [end]);

  return { editing, start, end, onDraft };
}
