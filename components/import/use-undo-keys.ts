"use client";

import { useEffect } from "react";
import { pageCommand } from "@/components/table/key-bindings";
import type { Undo } from "@/components/workbench/use-undo";

/** Undo and redo by key, wherever the focus is but in a field, which has its own, and in a dialog. */
export function useUndoKeys({ undo, redo }: Pick<Undo, "undo" | "redo">): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = pageCommand(event);
      if ((command !== "undo" && command !== "redo") || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog]"))
        return;
      event.preventDefault();
      if (command === "undo") undo();
      else redo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);
}
