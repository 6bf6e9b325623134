// @vitest-environment happy-dom
import { act, fireEvent } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { ProblemSteps } from "./problem-steps";

const sheet = vi.hoisted(() => ({ nextFaulty: vi.fn() }));
vi.mock("@/components/import/session", () => ({ getSession: () => ({ client: { sheet } }) }));

/** Every tenth row is wrong. */
beforeEach(() =>
  sheet.nextFaulty.mockReset().mockImplementation(async (from: number | null, step: number) => {
    const id = (from ?? 0) + 10 * step;
    return { id, index: id, field: "secret" };
  }),
);
const goTo = vi.fn();
const steps = (activeId: number | null) => <ProblemSteps activeId={activeId} onGoTo={goTo} />;
const press = () => act(async () => void fireEvent.keyDown(window, { key: "F8" }));
const from = () => sheet.nextFaulty.mock.calls.map(([id]) => id);

test("pressed three times before anything is answered or drawn, it goes three steps", async () => {
  show(steps(0));
  await act(async () => {
    for (let presses = 0; presses < 3; presses++) fireEvent.keyDown(window, { key: "F8" });
  });
  expect(from()).toEqual([0, 10, 20]);
  expect(goTo.mock.lastCall).toEqual([{ id: 30, index: 30, field: "secret" }]);
});

test("a row that is drawn when a step has led on already is not where the next one goes from", async () => {
  const { rerender } = show(steps(0));
  await press();
  await press();
  rerender(steps(10));
  await press();
  expect(from()).toEqual([0, 10, 20]);
  rerender(steps(20));
  rerender(steps(30));
  await press();
  expect(from().at(-1)).toBe(30);
});

test("steps go from where the cursor was put since", async () => {
  const { rerender } = show(steps(0));
  await press();
  await press();
  rerender(steps(20));
  rerender(steps(7));
  rerender(steps(10));
  await press();
  expect(from()).toEqual([0, 10, 10]);
});
