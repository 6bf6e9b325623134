"use client";

import { useCallback, useState } from "react";
import { getSession } from "@/components/import/session";
import type { Played } from "@/lib/sheet/history";

/** What the last undo or redo did, to be said once. */
export type Told = { direction: "undo" | "redo"; played: Played };

export type Undo = { told: Told | null; undo: () => void; redo: () => void };

/** Undo and redo, for the buttons and for the keys of the grid alike. */
export function useUndo(): Undo {
  const [told, setTold] = useState<Told | null>(null);
  const play = useCallback((direction: Told["direction"]) => {
    void getSession()
      .client.sheet[direction]()
      .then((played) => setTold(played && { direction, played }));
  }, []);
  const undo = useCallback(() => play("undo"), [play]);
  const redo = useCallback(() => play("redo"), [play]);
  return { told, undo, redo };
}
