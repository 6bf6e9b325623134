/** Scrolls a grid sideways as little as needed to show a column. */
export function showColumn(scroller: HTMLElement | null, column: number): void {
  const header = scroller?.querySelectorAll("[role=columnheader]")[column];
  if (!scroller || !header) return;
  const box = scroller.getBoundingClientRect();
  const { left, right } = header.getBoundingClientRect();
  // On a narrow screen the first column stays, and hides what is under it.
  const first = scroller.querySelector("[role=columnheader]");
  const covered = first && getComputedStyle(first).position === "sticky" ? first.clientWidth : 0;
  if (column > 0 && left < box.left + covered) scroller.scrollLeft += left - box.left - covered;
  else if (right > box.left + scroller.clientWidth)
    scroller.scrollLeft += Math.min(left - box.left - covered, right - box.left - scroller.clientWidth);
}
