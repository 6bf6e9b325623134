import type { RunView } from "@/lib/otp/run-view";
import type { RowState } from "@/lib/sheet/row";

/** How rows of a run stand, as the chart draws them: from the ground up. */
export const COURSE_BANDS = ["verified", "accepted", "skipped", "failed"] as const;
export type CourseBand = (typeof COURSE_BANDS)[number];

/** A run at one moment. */
export type CoursePoint = Record<CourseBand, number> & {
  /** Milliseconds, by a clock that nobody sets. */
  at: number;
  /** Calls at once; null where nobody knows. */
  calls: number | null;
  /** GenAuth asks to slow down, or gives no answers. */
  held: boolean;
};

/** More points than these are more than the chart has pixels for. */
const MOST_POINTS = 240;

/** The run now, by its counts. */
export function coursePoint(
  at: number,
  counts: Partial<Record<RowState, number>>,
  pace: Pick<NonNullable<RunView["pace"]>, "concurrency" | "pause"> | null,
): CoursePoint {
  const {
    verified = 0,
    accepted = 0,
    skipped = 0,
    refused = 0,
    mismatch = 0,
    unknown = 0,
    stopped = 0,
  } = counts;
  return {
    at,
    verified,
    accepted,
    skipped,
    failed: refused + mismatch + unknown + stopped,
    calls: pace?.concurrency ?? null,
    held: pace?.pause != null,
  };
}

/** The course with one more point; of a long one every second point goes, so that it never grows beyond its picture. */
export function withPoint(course: readonly CoursePoint[], point: CoursePoint): CoursePoint[] {
  const kept = course.length < MOST_POINTS ? course : course.filter((_, place) => place % 2 === 0);
  return [...kept, point];
}

/** How often the run has been held back. */
export function holdsIn(course: readonly CoursePoint[]): number {
  return course.filter(({ held }, place) => held && !course[place - 1]?.held).length;
}
