"use client";

import { useTranslations } from "use-intl";
import { COURSE_BANDS, type CourseBand, type CoursePoint, holdsIn } from "./course";

const WIDTH = 600;
const HEIGHT = 56;

const FILLS: Record<CourseBand, string> = {
  verified: "var(--good)",
  accepted: "var(--warn)",
  skipped: "var(--line-strong)",
  failed: "var(--bad)",
};

/**
 * The rows of a run by outcome over time, its calls at once as a line, and the times when it was held back as stripes.
 * The numbers stand beside it as text; what only the picture tells is its description.
 */
export function CourseChart({ course, total }: { course: readonly CoursePoint[]; total: number }) {
  const t = useTranslations("run");
  const first = course[0];
  const last = course.at(-1);
  if (!first || !last || last.at - first.at < 500) return null;
  const x = ({ at }: CoursePoint) => ((at - first.at) / (last.at - first.at)) * WIDTH;
  const y = (rows: number) => HEIGHT - (rows / Math.max(1, total)) * HEIGHT;
  const upTo = (point: CoursePoint, band: number) =>
    COURSE_BANDS.slice(0, band).reduce((sum, name) => sum + point[name], 0);
  const mostCalls = Math.max(1, ...course.map(({ calls }) => calls ?? 0));
  const line = course
    .flatMap((point) =>
      point.calls === null ? [] : [`${x(point)},${HEIGHT - (point.calls / mostCalls) * (HEIGHT - 4) + 1}`],
    )
    .join(" ");
  return (
    <svg
      role="img"
      aria-label={t("chart", {
        done: upTo(last, COURSE_BANDS.length),
        total,
        failed: last.failed,
        calls: last.calls ?? 0,
        holds: holdsIn(course),
      })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-14 w-full rounded-control bg-sunken forced-color-adjust-none"
    >
      <defs>
        <pattern id="held" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="6" fill="var(--warn)" opacity="0.5" />
        </pattern>
      </defs>
      {course.map((point, place) => {
        const next = course[place + 1];
        return point.held && next ? (
          <rect key={point.at} x={x(point)} width={x(next) - x(point)} height={HEIGHT} fill="url(#held)" />
        ) : null;
      })}
      {COURSE_BANDS.map((band, at) => {
        const top = course.map((point) => `${x(point)},${y(upTo(point, at + 1))}`);
        const bottom = course.map((point) => `${x(point)},${y(upTo(point, at))}`).reverse();
        return (
          <polygon key={band} points={[...top, ...bottom].join(" ")} fill={FILLS[band]} opacity="0.85" />
        );
      })}
      {line ? (
        <polyline
          points={line}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
          strokeDasharray="4 3"
          vectorEffect="non-scaling-stroke"
        />
      ) : null}
    </svg>
  );
}
