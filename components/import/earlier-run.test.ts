import { expect, test } from "vitest";
import { DEFAULT_OPTIONS, type RunView } from "@/lib/otp/run-view";
import { earlierRun } from "./earlier-run";

const POOL = { host: "https://genauth.example", pool: "pool-1" };
const FILE = { name: "people.csv", size: 100, rows: 3 };

function runOf(given: Partial<RunView>): RunView {
  return {
    key: "00000000-0000-4000-8000-000000000001",
    who: "ann",
    ...POOL,
    sources: [{ name: "people.csv", size: 100 }],
    options: DEFAULT_OPTIONS,
    state: "interrupted",
    halt: "interrupted",
    total: 3,
    received: 3,
    counts: { verified: 1, accepted: 1, stopped: 1 },
    sentTo: 2,
    createdAt: "2026-11-20T10:00:00Z",
    endedAt: "2026-11-20T10:01:00Z",
    pace: null,
    ...given,
  };
}

test("finds the latest run of the very same file, and how much of it is in GenAuth", () => {
  const latest = runOf({ key: "00000000-0000-4000-8000-000000000002" });
  expect(earlierRun([latest, runOf({})], [FILE], POOL)).toEqual({ run: latest, done: 2 });
});

test.each([
  ["of another size", [{ ...FILE, size: 101 }]],
  ["of another name", [{ ...FILE, name: "others.csv" }]],
  ["that was pasted", [{ ...FILE, name: "" }]],
  ["beside one that was not in it", [FILE, { ...FILE, name: "more.csv" }]],
  ["without rows", [{ ...FILE, rows: 0 }]],
])("finds none for a file %s", (_, sources) => {
  expect(earlierRun([runOf({})], sources, POOL)).toBeNull();
});

test("a list of users beside the file makes no difference", () => {
  const users = { name: "users.csv", size: 5, rows: 0 };
  expect(earlierRun([runOf({})], [FILE, users], POOL)?.done).toBe(2);
});

test("finds none into another pool, and none under way", () => {
  expect(earlierRun([runOf({ pool: "pool-2" })], [FILE], POOL)).toBeNull();
  expect(earlierRun([runOf({ host: "https://other.example" })], [FILE], POOL)).toBeNull();
  expect(earlierRun([runOf({ state: "paused" })], [FILE], POOL)).toBeNull();
});
