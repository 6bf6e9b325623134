// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Played } from "@/lib/sheet/history";
import { useUndo } from "./use-undo";

const sheet = vi.hoisted(() => ({ undo: vi.fn(), redo: vi.fn(), apply: vi.fn() }));
vi.mock("@/components/import/session", () => ({ getSession: () => ({ client: { sheet } }) }));

const PLAYED = { code: "paste", rows: 9, locked: 0 } as const;

/** Undo, which ends when it is told to. */
function heldUndo(): () => void {
  let resolve: (value: Played | null) => void = () => undefined;
  const promise = new Promise<Played | null>((done) => {
    resolve = done;
  });
  sheet.undo.mockReset().mockReturnValueOnce(promise).mockResolvedValue(null);
  sheet.redo.mockReset().mockResolvedValue(PLAYED);
  return () => resolve(PLAYED);
}

test("pressed twice in a moment, both are asked for at once: nothing that is done next can come between", async () => {
  const end = heldUndo();
  const { result } = renderHook(useUndo);
  act(() => result.current.undo());
  act(() => result.current.undo());
  act(() => result.current.redo());
  expect([sheet.undo.mock.calls.length, sheet.redo.mock.calls.length]).toEqual([2, 1]);
  await act(async () => end());
});

test("where nothing was done, what was said of the step before stays", async () => {
  vi.useFakeTimers();
  const end = heldUndo();
  const { result } = renderHook(useUndo);
  act(() => result.current.undo());
  act(() => vi.advanceTimersByTime(1000));
  expect(result.current.told).toEqual({ direction: "undo", played: null });
  await act(async () => result.current.undo());
  expect(result.current.told).toEqual(null);
  await act(async () => end());
  expect(result.current.told).toEqual({ direction: "undo", played: PLAYED });
  vi.useRealTimers();
  await act(async () => result.current.undo());
  expect(result.current.told).toEqual({ direction: "undo", played: PLAYED });
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
