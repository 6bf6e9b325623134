"use client";

const RADIUS = 7;
const AROUND = 2 * Math.PI * RADIUS;

/** How much of a code's time is left, as a ring that empties. */
export function CodeRing({ left }: { left: number }) {
  return (
    <svg aria-hidden viewBox="0 0 20 20" className="size-5 -rotate-90">
      <circle cx="10" cy="10" r={RADIUS} fill="none" strokeWidth="3" className="stroke-line" />
      <circle
        cx="10"
        cy="10"
        r={RADIUS}
        fill="none"
        strokeWidth="3"
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - left)}
        className={left < 0.2 ? "stroke-warn" : "stroke-accent"}
      />
    </svg>
  );
}
