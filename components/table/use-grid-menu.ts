"use client";

import { useState } from "react";
import type { MenuPoint } from "@/components/ui/menu";
import { cellId } from "./grid-row";
import type { CellPlace } from "./moved";
import { only } from "./selection";
import type { GridCursor } from "./use-grid-cursor";

/** Where the menu of a grid is open. It is about the selection: what is pressed outside of it is selected first. */
export function useGridMenu<Row>({ gridId, range, active, set }: GridCursor<Row>) {
  const [point, setPoint] = useState<MenuPoint | null>(null);

  /** `place`: null if it was asked for by a key. */
  function onMenu(place: CellPlace | null, at: MenuPoint) {
    if (place) {
      const inside = place.row >= range.top && place.row <= range.bottom;
      if (!inside || place.column < range.left || place.column > range.right) set(only(place));
      return setPoint(at);
    }
    const box = document.getElementById(cellId(gridId, active.row, active.column))?.getBoundingClientRect();
    setPoint(box ? { x: box.left, y: box.bottom } : at);
  }

  return { point, setPoint, onMenu };
}
