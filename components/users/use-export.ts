"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { EMPTY_STATE, SheetClient } from "@/lib/sheet/client";
import type { SheetState } from "@/lib/sheet/state";

/** Rows of an export that are shown at once, to pick one. */
export const SHOWN_ROWS = 50;

/**
 * Reads an export, a QR image or a pasted part of one by the engine of the Import table, in a worker of its own: it ends
 * with the page, and with it everything that it has read.
 */
export function useExport() {
  const client = useRef<SheetClient | null>(null);
  const listeners = useRef(new Set<() => void>());
  const subscribe = useCallback((listener: () => void) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
  const close = useCallback(() => {
    client.current?.close();
    client.current = null;
    for (const listener of listeners.current) listener();
  }, []);
  useEffect(() => close, [close]);

  const open = useCallback((): SheetClient => {
    client.current?.close();
    const its = new SheetClient();
    client.current = its;
    its.subscribe(() => {
      for (const listener of listeners.current) listener();
    });
    void its.sheet.look(0, SHOWN_ROWS);
    return its;
  }, []);
  const loadFiles = useCallback((files: readonly File[]) => open().load(files), [open]);
  const loadText = useCallback(
    (text: string) => void open().sheet.load([{ blob: new Blob([text]), name: "" }]),
    [open],
  );

  const state = useSyncExternalStore<SheetState | null>(
    subscribe,
    () => client.current?.state() ?? null,
    () => null,
  );
  const current = useCallback(() => client.current, []);
  return { state: state === EMPTY_STATE ? null : state, current, loadFiles, loadText, close };
}

export type Export = ReturnType<typeof useExport>;
