"use client";

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Editing, type Step, useGrid } from "./grid-context";
import { type EditorCommand, editorCommand } from "./key-bindings";

const STEPS: Record<EditorCommand, Step> = {
  keepDown: { row: 1, column: 0 },
  keepUp: { row: -1, column: 0 },
  keepRight: { row: 0, column: 1 },
  keepLeft: { row: 0, column: -1 },
  discard: { row: 0, column: 0 },
};

/**
 * The field in a cell: Enter, Tab or leaving it keeps the change, Escape does not. It takes the keys from the first
 * moment on, though a secret's text is still on its way from the worker: what is typed first is typed over it.
 */
export function CellEditor({ editing, label }: { editing: Editing; label: string }) {
  const { currentText, draft, endEdit } = useGrid();
  const { row, field, typed } = editing;
  const input = useRef<HTMLInputElement>(null);
  const closed = useRef(false);
  const touched = useRef(typed !== null);
  const [before, setBefore] = useState<string | null>(null);

  useLayoutEffect(() => {
    const its = input.current;
    its?.focus({ preventScroll: true });
    its?.setSelectionRange(its.value.length, its.value.length);
  }, []);

  useEffect(() => {
    let live = true;
    void currentText(row, field).then((text) => {
      if (!live) return;
      setBefore(text);
      if (touched.current || !input.current) return;
      input.current.value = text;
      input.current.select();
    });
    return () => {
      live = false;
    };
  }, [currentText, row, field]);

  const close = (keep: boolean, step: Step | null) => {
    // Closing by key takes the focus away, which would close it again.
    if (closed.current) return;
    closed.current = true;
    const text = input.current?.value ?? "";
    endEdit(keep && touched.current && text !== before ? text : null, step);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    // Enter also ends an input method's composition, which is no wish to leave the cell.
    if (event.nativeEvent.isComposing) return;
    const command = editorCommand(event);
    if (!command) return;
    event.preventDefault();
    close(command !== "discard", STEPS[command]);
  };

  return (
    <input
      ref={input}
      aria-label={label}
      aria-busy={before === null}
      defaultValue={typed ?? ""}
      placeholder={before === null ? "…" : undefined}
      autoComplete="off"
      spellCheck={false}
      className="w-full min-w-0 rounded-control border border-accent bg-raised px-1.5 py-0.5 font-mono text-[0.8125rem]"
      onInput={(event) => {
        touched.current = true;
        draft(event.currentTarget.value);
      }}
      onBlur={(event) => {
        // Who only looks at another window, perhaps for the text to paste here, goes on where they were.
        if (document.activeElement !== event.currentTarget) close(true, null);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
