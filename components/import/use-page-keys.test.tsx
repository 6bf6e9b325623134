// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { usePageKeys } from "./use-page-keys";

function open() {
  const undo = { undo: vi.fn(), redo: vi.fn() };
  function Page() {
    usePageKeys(undo);
    return (
      <>
        <button type="button">elsewhere</button>
        <input aria-label="field" />
        <div role="dialog">
          <button type="button">in a dialog</button>
        </div>
      </>
    );
  }
  show(<Page />);
  return () => [undo.undo.mock.calls.length, undo.redo.mock.calls.length];
}
const press = () =>
  userEvent.keyboard("{Control>}z{/Control}{Control>}{Shift>}Z{/Shift}{/Control}{Control>}y{/Control}");

test("undo and redo by key anywhere on the page", async () => {
  const calls = open();
  await press();
  expect(calls()).toEqual([1, 2]);
  screen.getByText("elsewhere").focus();
  await press();
  expect(calls()).toEqual([2, 4]);
});

test("but not in a field, which undoes its own typing, nor in a dialog", async () => {
  const calls = open();
  for (const place of [screen.getByLabelText("field"), screen.getByText("in a dialog")]) {
    place.focus();
    await press();
  }
  expect(calls()).toEqual([0, 0]);
});
