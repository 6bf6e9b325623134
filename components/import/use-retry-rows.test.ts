// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { sheetState, sourceView } from "@/components/testing";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import { holdRetry } from "./retry";
import { useRetryRows } from "./use-retry-rows";

const setAside = vi.hoisted(() => vi.fn());
vi.mock("./session", () => ({ getSession: () => ({ client: { sheet: { setAside } } }) }));

const POOL = { host: "https://a.example", pool: "p" };
const at = "2026-01-02T03:04:05.000Z";
const RUN = {
  key: "00000000-0000-4000-8000-000000000000",
  who: "ann",
  ...POOL,
  sources: [{ name: "a.csv", size: 1 }],
  options: DEFAULT_OPTIONS,
  state: "done",
  halt: null,
  total: 9,
  received: 9,
  counts: {},
  sentTo: 9,
  createdAt: at,
  endedAt: at,
  pace: null,
} as const;

afterEach(() => act(() => holdRetry(null)));

test("rows are set aside once for each source, though the answers come one after the other", async () => {
  const answers: (() => void)[] = [];
  const done = new Set<number>();
  setAside.mockImplementation(([source]: number[]) => {
    // As the worker does it: what has gone cannot go again.
    const aside = done.has(source ?? -1) ? 0 : 5;
    done.add(source ?? -1);
    return new Promise((resolve) => answers.push(() => resolve({ kept: 1, aside })));
  });
  holdRetry({ run: { ...RUN, sources: [...RUN.sources] }, rows: [] });
  const sources = [sourceView({ index: 0, rows: 6 }), sourceView({ index: 1, rows: 6 })];
  const { result } = renderHook(() => useRetryRows(sheetState({ sources }), POOL));
  while (answers.length > 0) await act(async () => answers.shift()?.());
  expect([...(result.current?.done.values() ?? [])].map(({ aside }) => aside)).toEqual([5, 5]);
  expect(setAside).toHaveBeenCalledTimes(2);
  expect(result.current?.waits).toBe(false);
});
