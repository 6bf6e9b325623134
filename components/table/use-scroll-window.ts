"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import {
  type Geometry,
  MAX_CANVAS_PX,
  revealing,
  rowsAround,
  type Scroll,
  scrolled,
  settled,
  stuck,
} from "./scroll-window";

/** Rows drawn beyond what is seen, so that a turn of the wheel does not run ahead of the drawing. */
const MORE_ROWS = 8;
/** Nothing has moved for so long: the scrollbar may be put where it belongs. */
const STILL_MS = 150;

type Its = {
  scroller: RefObject<HTMLElement | null>;
  rows: number;
  rowPx: number;
  headerPx: number;
  /** The position at first. */
  from: number;
};

/** Which rows of any number are on screen, and where on the canvas that the browser scrolls. */
export function useScrollWindow({ scroller, rows, rowPx, headerPx, from }: Its) {
  // Until it is measured: about what there is room for, so that the first rows are drawn with the grid itself, and those
  // beyond them a frame later.
  const [measuredPx, setMeasuredPx] = useState<number | null>(null);
  const viewPx = measuredPx ?? window.innerHeight / 2;
  const geometry: Geometry = { rows, rowPx, viewPx, maxCanvasPx: MAX_CANVAS_PX };
  const now = useRef(geometry);
  const scroll = useRef<Scroll>({ top: 0, position: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [drawn, setDrawn] = useState(() => ({ ...rowsAround(geometry, from, 0), shift: 0 }));

  const draw = useCallback(() => {
    const { top, position } = scroll.current;
    const next = { ...rowsAround(now.current, position, MORE_ROWS), shift: top - position };
    setDrawn((last) =>
      last.first === next.first && last.end === next.end && last.shift === next.shift ? last : next,
    );
  }, []);

  /** Goes to a position and puts the scrollbar where it belongs for it, in one frame. */
  const settle = useCallback(
    (position: number) => {
      const next = settled(now.current, position);
      scroll.current = next;
      flushSync(draw);
      if (scroller.current && scroller.current.scrollTop !== next.top) scroller.current.scrollTop = next.top;
    },
    [draw, scroller],
  );

  const settleWhenStill = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { top, position } = scroll.current;
      if (settled(now.current, position).top !== Math.round(top)) settle(position);
    }, STILL_MS);
  }, [settle]);
  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measured = new ResizeObserver(() => setMeasuredPx(Math.max(0, element.clientHeight - headerPx)));
    measured.observe(element);
    const onScroll = () => {
      scroll.current = scrolled(now.current, scroll.current, element.scrollTop);
      if (stuck(now.current, scroll.current)) return settle(scroll.current.position);
      draw();
      settleWhenStill();
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      measured.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller, headerPx, draw, settle, settleWhenStill]);

  useLayoutEffect(() => {
    now.current = { rows, rowPx, viewPx, maxCanvasPx: MAX_CANVAS_PX };
    const most = settled(now.current, rows * rowPx);
    if (scroll.current.position > most.position) {
      scroll.current = most;
      if (scroller.current) scroller.current.scrollTop = most.top;
    }
    if (measuredPx !== null) draw();
    settleWhenStill();
  }, [measuredPx, rows, rowPx, viewPx, scroller, draw, settleWhenStill]);

  const start = useRef(from);
  useLayoutEffect(() => {
    if (start.current === 0 || measuredPx === null) return;
    const position = start.current;
    start.current = 0;
    // Drawing at once is nothing that an effect may ask for.
    queueMicrotask(() => settle(position));
  }, [measuredPx, settle]);

  /** Scrolls as little as needed to show a row whole. */
  const showRow = useCallback(
    (row: number) => {
      const { position } = scroll.current;
      const target = revealing(now.current, position, row);
      if (target !== position) settle(target);
    },
    [settle],
  );

  /** Scrolls by pixels of rows. */
  const scrollBy = useCallback((px: number) => settle(scroll.current.position + px), [settle]);

  /** The row at a place of the window, also beyond what is seen; the nearest one where there is none. */
  const rowAtY = useCallback(
    (clientY: number) => {
      const top = (scroller.current?.getBoundingClientRect().top ?? 0) + headerPx;
      const row = Math.floor((clientY - top + scroll.current.position) / now.current.rowPx);
      return Math.max(0, Math.min(now.current.rows - 1, row));
    },
    [scroller, headerPx],
  );

  return {
    geometry,
    first: Math.min(drawn.first, rows),
    end: Math.min(drawn.end, rows),
    /** So many rows are drawn at most. */
    most: Math.ceil(viewPx / rowPx) + 1 + 2 * MORE_ROWS,
    /** Where a row lies on the canvas. */
    topOfRow: (row: number) => row * rowPx + drawn.shift,
    /** Rows to go for a page. */
    page: Math.max(1, Math.floor(viewPx / rowPx) - 1),
    showRow,
    scrollBy,
    rowAtY,
    position: () => scroll.current.position,
  };
}
