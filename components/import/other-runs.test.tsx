// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { DEFAULT_OPTIONS, type RunView } from "@/lib/otp/run-view";
import { OtherRuns } from "./other-runs";

const at = "2026-01-02T03:04:05.000Z";
const RUN: RunView = {
  key: "00000000-0000-4000-8000-000000000000",
  who: "ann",
  host: "https://a.example",
  pool: "p",
  sources: [{ name: "a.csv", size: 1 }],
  options: DEFAULT_OPTIONS,
  state: "running",
  halt: null,
  total: 10,
  received: 10,
  counts: { verified: 4 },
  sentTo: 9,
  createdAt: at,
  endedAt: null,
  pace: null,
};

/** What the server answers from now on; null: nothing. */
let server: RunView | null = RUN;
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers();
  server = RUN;
  asked = 0;
  vi.stubGlobal("fetch", async (path: string) => {
    asked++;
    if (!server) throw new TypeError("Failed to fetch");
    if (path.startsWith("/api/runs/")) return Response.json(server);
    const runs = server.endedAt === null ? [server] : [];
    return Response.json({ runs, admins: ["ann"], keepDays: null });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const running = () => screen.queryByRole("region", { name: "Importing" });

test("a server that is away for a moment takes no run from the page", async () => {
  show(<OtherRuns own="" />);
  await later(100);
  expect(running()).not.toBeNull();
  server = null;
  await later(3_000);
  expect(running()).not.toBeNull();
  server = { ...RUN, counts: { verified: 7 } };
  await later(1_500);
  expect(running()?.textContent).toContain("7 of 10");
});

test("how a run ended stays to be seen, and nothing is asked any more", async () => {
  show(<OtherRuns own="" />);
  await later(100);
  server = { ...RUN, state: "halted", halt: "plan", counts: { verified: 4, stopped: 6 }, endedAt: at };
  await later(1_500);
  expect(running()).toBeNull();
  const ended = screen.getByRole("region", { name: /^Run of/ });
  expect(ended.textContent).toMatch(/Ended early.*Verified4.*Stopped6/);
  expect(ended.querySelector("a")?.getAttribute("href")).toBe(`/history/${RUN.key}`);
  const before = asked;
  await later(10_000);
  expect(asked).toBe(before);
});

test("a server that was away when the page came is asked again", async () => {
  server = null;
  show(<OtherRuns own="" />);
  await later(100);
  server = RUN;
  await later(6_000);
  expect(running()).not.toBeNull();
});
