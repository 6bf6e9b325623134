// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { FinalCounts, RunView } from "@/lib/otp/run-view";
import { RunProgress } from "./run-progress";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Moment = { total: number; received: number; counts: FinalCounts; recalled: number | null };

function progress({ total, received, counts, recalled }: Moment) {
  const pace: RunView["pace"] = recalled === null ? null : { concurrency: 8, recalled, pause: null };
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <RunProgress phase="running" {...{ total, received, counts, done, pace }} onPause={null} onStop={null} />
  );
}

/** Shows a run as it stands from second to second; what it returns goes on with it. */
function watch(first: Moment) {
  const { rerender } = show(progress(first));
  return async (...moments: Moment[]) => {
    for (const moment of moments) {
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      rerender(progress(moment));
    }
  };
}

const left = () => screen.queryByText(/left$/)?.textContent;

test("rows that an earlier run has brought in say nothing of how long the others take", async () => {
  const at = (accepted: number, verified: number): Moment => ({
    total: 16_000,
    received: accepted,
    counts: { accepted, verified },
    recalled: accepted,
  });
  const goOn = watch(at(0, 0));
  await goOn(at(3_000, 0), at(6_000, 0), at(9_000, 0), at(12_000, 0));
  expect(left()).toBeUndefined();
  const up = (verified: number): Moment => ({ ...at(12_000, verified), received: 16_000 });
  await goOn(up(80), up(160), up(240));
  expect(left()).toBe("about 47 seconds left");
});

test("of rows that have not come up as many are thought to be such", async () => {
  const at = (verified: number): Moment => ({
    total: 2_000,
    received: 1_000,
    counts: { verified: 900 + verified },
    recalled: 900,
  });
  await watch(at(0))(at(10), at(20));
  expect(left()).toBe("about 18 seconds left");
});

test("a replica that only reads of the run tells no time before all rows are up", async () => {
  const at = (received: number, verified: number): Moment => ({
    ...{ total: 2_000, received, recalled: null },
    counts: { verified },
  });
  const goOn = watch(at(900, 900));
  await goOn(at(1_400, 1_400), at(1_900, 1_800));
  expect(left()).toBeUndefined();
  await goOn(at(2_000, 1_900), at(2_000, 1_910), at(2_000, 1_920));
  expect(left()).toBe("about 8 seconds left");
});

test("a clock that is set back takes no time from the page", async () => {
  const at = (verified: number): Moment => ({ total: 100, received: 100, counts: { verified }, recalled: 0 });
  const goOn = watch(at(0));
  await goOn(at(10));
  vi.setSystemTime(Date.now() - 3_600_000);
  await goOn(at(20), at(30));
  expect(left()).toBe("about 7 seconds left");
});
