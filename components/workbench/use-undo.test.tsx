// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Played } from "@/lib/sheet/history";
import { useUndo } from "./use-undo";

const sheet = vi.hoisted(() => ({ undo: vi.fn(), redo: vi.fn(), apply: vi.fn() }));
vi.mock("@/components/import/session", () => ({ getSession: () => ({ client: { sheet } }) }));

test("pressed again while it takes its time, it is not meant twice", async () => {
  let resolve: (value: Played | null) => void = () => undefined;
  const promise = new Promise<Played | null>((done) => {
    resolve = done;
  });
  sheet.undo.mockReturnValue(promise);
  const { result } = renderHook(useUndo);
  act(() => result.current.undo());
  act(() => result.current.undo());
  act(() => result.current.redo());
  expect(sheet.undo).toHaveBeenCalledTimes(1);
  expect(sheet.redo).not.toHaveBeenCalled();
  const played = { code: "paste", rows: 9, locked: 0 } as const;
  await act(async () => resolve(played));
  expect(result.current.told).toEqual({ direction: "undo", played });
  sheet.undo.mockResolvedValue(null);
  await act(async () => result.current.undo());
  expect([sheet.undo.mock.calls.length, result.current.told]).toEqual([2, null]);
});

test("what takes long says that it is under way", async () => {
  vi.useFakeTimers();
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((done) => {
    resolve = done;
  });
  sheet.apply.mockReturnValue(promise);
  const { result } = renderHook(useUndo);
  act(() =>
    result.current.apply({
      kind: "fix",
      fix: "strip",
      issue: "secret_normalised",
      source: null,
      whole: false,
    }),
  );
  expect(result.current.told).toBe(null);
  act(() => vi.advanceTimersByTime(1000));
  expect(result.current.told).toEqual({ direction: "done", played: null });
  await act(async () => resolve({ code: "strip", rows: 5, whole: false }));
  expect(result.current.told).toEqual({
    direction: "done",
    played: { code: "strip", rows: 5, locked: 0 },
    whole: false,
  });
  vi.useRealTimers();
});
