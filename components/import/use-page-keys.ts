"use client";

import { useEffect, useEffectEvent } from "react";
import { type PageCommand, pageCommand } from "@/components/table/key-bindings";

/** Does these by key, wherever the focus is but in a field, which has its own keys, and in a dialog. */
export function usePageKeys(commands: Partial<Record<PageCommand, () => void>>): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const command = pageCommand(event);
    const act = command && commands[command];
    if (!act || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog]"))
      return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
