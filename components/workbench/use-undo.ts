"use client";

import { useCallback, useState } from "react";
import { getSession } from "@/components/import/session";
import type { Played } from "@/lib/sheet/history";
import type { ChangeRequest } from "@/lib/sheet/workbench";

type Direction = "undo" | "redo";

/** What the last change, undo or redo did, to be said once; or that one is under way, which takes its time for many rows. */
export type Told =
  | { direction: Direction; played: Played }
  | { direction: "done"; played: Played; whole: boolean }
  | { direction: Direction | "done"; played: null };

export type Undo = {
  told: Told | null;
  undo: () => void;
  redo: () => void;
  /** Does a change that was previewed. */
  apply: (request: ChangeRequest) => void;
};

/** What is not done by then says that it is under way. */
const AT_WORK_MS = 400;

/** Undo and redo, for the buttons and for the keys of the grid alike, and the changes that they can take back. */
export function useUndo(): Undo {
  const [told, setTold] = useState<Told | null>(null);
  const tell = useCallback(async (direction: Told["direction"], work: Promise<Told | null>) => {
    const timer = setTimeout(() => setTold({ direction, played: null }), AT_WORK_MS);
    const result = await work.finally(() => clearTimeout(timer));
    // Nothing was done: what was said of the step before goes on being true.
    setTold((before) => result ?? (before?.played ? before : null));
  }, []);
  // Asked for at once, so that it comes before whatever is done next.
  const play = useCallback(
    (direction: Direction) => {
      const played = getSession().client.sheet[direction]();
      void tell(
        direction,
        played.then((its) => its && { direction, played: its }),
      );
    },
    [tell],
  );
  const undo = useCallback(() => play("undo"), [play]);
  const redo = useCallback(() => play("redo"), [play]);
  const apply = useCallback(
    (request: ChangeRequest) => {
      const applied = getSession().client.sheet.apply(request);
      void tell(
        "done",
        applied.then(
          (its) =>
            its && {
              direction: "done",
              played: { code: its.code, rows: its.rows, locked: 0 },
              whole: its.whole,
            },
        ),
      );
    },
    [tell],
  );
  return { told, undo, redo, apply };
}
