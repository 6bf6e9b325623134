import { afterEach, expect, test, vi } from "vitest";
import { runEvents } from "./run-events";

vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({}) }));
vi.mock("@/lib/runs/follow-run", () => ({
  async *followRun(_ledger: unknown, _key: string, _after: number, gone: AbortSignal) {
    while (!gone.aborted) yield { type: "gone" };
  },
}));

afterEach(() => vi.useRealTimers());

test("who may not listen any more hears no more, within seconds", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  let may = true;
  const request = new Request("http://127.0.0.1/?after=0");
  const answer = await runEvents(request, "a run", async () => may);
  const reader = answer.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  vi.advanceTimersByTime(5_000);
  expect((await reader?.read())?.done, "they may").toBe(false);
  may = false;
  vi.advanceTimersByTime(5_000);
  // One was on its way.
  await reader?.read();
  expect((await reader?.read())?.done).toBe(true);
});
