/**
 * The height of the scrolled canvas at most, in pixels. Firefox draws no element higher than 17.8 million, and Chrome
 * places what it draws by 32-bit floats, which are exact to the pixel up to 2^24 (16.7 million).
 */
export const MAX_CANVAS_PX = 16_000_000;
/** This near to either end, the scrollbar moves the rows pixel by pixel, so that the ends are met exactly. */
const EXACT_PX = 64_000;

export type Geometry = {
  rows: number;
  rowPx: number;
  /** Height of the part in which rows are seen. */
  viewPx: number;
  maxCanvasPx: number;
};

/**
 * `top` is where the browser has scrolled its canvas to, `position` where that is among all rows: pixels from the first
 * row, as if the canvas had its true height. They are the same as long as all rows fit into the canvas.
 */
export type Scroll = { top: number; position: number };

/** Height of the canvas that the browser scrolls. */
export function canvasPx({ rows, rowPx, maxCanvasPx }: Geometry): number {
  return Math.min(rows * rowPx, maxCanvasPx);
}

const lastTop = (its: Geometry) => Math.max(0, canvasPx(its) - its.viewPx);
const lastPosition = (its: Geometry) => Math.max(0, its.rows * its.rowPx - its.viewPx);
const within = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value));

/** Both mappings go straight on near the ends; between them one pixel of the canvas is many pixels of rows. */
function bend(its: Geometry): { tops: number; positions: number; edge: number; ratio: number } {
  const tops = lastTop(its);
  const positions = lastPosition(its);
  const edge = Math.min(EXACT_PX, tops / 4);
  return { tops, positions, edge, ratio: (positions - 2 * edge) / (tops - 2 * edge) };
}

function topOf(its: Geometry, position: number): number {
  const { tops, positions, edge, ratio } = bend(its);
  if (tops === positions || position <= edge) return position;
  if (position >= positions - edge) return tops - (positions - position);
  return edge + (position - edge) / ratio;
}

function positionOf(its: Geometry, top: number): number {
  const { tops, positions, edge, ratio } = bend(its);
  if (tops === positions || top <= edge) return top;
  if (top >= tops - edge) return positions - (tops - top);
  return edge + (top - edge) * ratio;
}

/** The browser's scrollbar put where it belongs for a position. Whole pixels, or text would be blurred. */
export function settled(its: Geometry, position: number): Scroll {
  const whole = Math.round(within(0, position, lastPosition(its)));
  return { top: Math.round(topOf(its, whole)), position: whole };
}

/**
 * After the browser has scrolled to `top`. A short way (wheel, touch, arrow of the scrollbar) moves the rows by as many
 * pixels; a long one is the scrollbar's thumb, and goes to that part of all rows.
 */
export function scrolled(its: Geometry, before: Scroll, top: number): Scroll {
  const way = top - before.top;
  const position = Math.abs(way) > its.viewPx ? positionOf(its, top) : before.position + way;
  return { top, position: within(0, position, lastPosition(its)) };
}

/** The browser can scroll no further, and yet there are rows: the scrollbar has to be settled at once. */
export function stuck(its: Geometry, { top, position }: Scroll): boolean {
  return (top < 1 && position >= 1) || (top > lastTop(its) - 1 && position <= lastPosition(its) - 1);
}

/** The rows to draw, from `first` up to but not including `end`, with some more on both sides. */
export function rowsAround(its: Geometry, position: number, more: number): { first: number; end: number } {
  const from = within(0, position, lastPosition(its));
  return {
    first: Math.max(0, Math.floor(from / its.rowPx) - more),
    end: Math.min(its.rows, Math.ceil((from + its.viewPx) / its.rowPx) + more),
  };
}

/** The position nearest to this one from which the whole row is seen. */
export function revealing({ rowPx, viewPx }: Geometry, position: number, row: number): number {
  const top = row * rowPx;
  return Math.min(top, Math.max(position, top + rowPx - viewPx));
}
