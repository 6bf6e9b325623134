"use client";

import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  type SetStateAction,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import type { CellPlace } from "./moved";
import { only, type Selection, upTo } from "./selection";

type Its = {
  scroller: RefObject<HTMLElement | null>;
  rowAtY: (clientY: number) => number;
  scrollBy: (px: number) => void;
  headerPx: number;
  /** What is selected at first; null: the first cell to type into. */
  from: Selection | null;
  /** Something else is selected now. */
  onChange: () => void;
};

/** The cell cursor and the range around it, by mouse; keys change it through `set`. */
export function useSelection({ scroller, rowAtY, scrollBy, headerPx, from, onChange }: Its) {
  const [selection, put] = useState<Selection>(() => from ?? only({ row: 0, column: 1 }));
  const set = useCallback(
    (next: SetStateAction<Selection>) => {
      onChange();
      put(next);
    },
    [onChange],
  );
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const drag = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    stop.current?.();
    let at: { x: number; y: number } | null = null;
    let frame = 0;
    /** Follows the pointer, and scrolls as long as it is held beyond an edge: the farther, the faster. */
    const follow = () => {
      frame = 0;
      if (!at) return;
      const box = element.getBoundingClientRect();
      const down = beyond(at.y, box.top + headerPx, box.top + element.clientHeight);
      const right = beyond(at.x, box.left, box.left + element.clientWidth);
      if (down !== 0) scrollBy(down);
      if (right !== 0) element.scrollLeft += right;
      const y = Math.max(box.top + headerPx, Math.min(box.top + element.clientHeight - 1, at.y));
      const head = { row: rowAtY(y), column: columnAt(element, at.x) };
      put((last) => (samePlace(last.head, head) ? last : upTo(last, head)));
      if (down !== 0 || right !== 0) frame = requestAnimationFrame(follow);
    };
    const onMove = (event: globalThis.PointerEvent) => {
      if (event.buttons === 0) return stop.current?.();
      at = { x: event.clientX, y: event.clientY };
      frame ||= requestAnimationFrame(follow);
    };
    const end = () => stop.current?.();
    stop.current = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      stop.current = undefined;
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }, [scroller, rowAtY, scrollBy, headerPx]);

  const handled = useRef(false);
  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      const cell = cellOf(event.target);
      const place = placeOf(event.target);
      handled.current = event.pointerType !== "touch";
      if (!cell || event.button !== 0 || !handled.current) return;
      // What a cell's own button does is done to the row under the cursor.
      if (!place) return set(only(cell));
      set((last) => (event.shiftKey ? upTo(last, place) : only(place)));
      drag();
    },
    [drag, set],
  );
  /** A finger scrolls; what it taps is selected here, and what a screen reader clicks. */
  const onClick = useCallback(
    (event: MouseEvent) => {
      const place = handled.current ? null : cellOf(event.target);
      if (place) set(only(place));
      handled.current = false;
    },
    [set],
  );

  return { selection, set, onPointerDown, onClick };
}

/** The cell that a part of the page belongs to; null where there is none, and on what has a use of its own. */
export function placeOf(target: EventTarget): CellPlace | null {
  return target instanceof Element && target.closest("button, input") ? null : cellOf(target);
}

function cellOf(target: EventTarget): CellPlace | null {
  if (!(target instanceof Element) || target.closest("input")) return null;
  const cell = target.closest("[role=gridcell]");
  const row = cell?.closest("[role=row]");
  if (!cell || !row) return null;
  return {
    row: Number(row.getAttribute("aria-rowindex")) - 2,
    column: Number(cell.getAttribute("aria-colindex")) - 1,
  };
}

const beyond = (at: number, from: number, to: number) => (at < from ? at - from : at >= to ? at - to + 1 : 0);

function columnAt(element: HTMLElement, clientX: number): number {
  const headers = [...element.querySelectorAll("[role=columnheader]")];
  const column = headers.findIndex((header) => clientX < header.getBoundingClientRect().right);
  return column < 0 ? headers.length - 1 : column;
}

const samePlace = (a: CellPlace, b: CellPlace) => a.row === b.row && a.column === b.column;
