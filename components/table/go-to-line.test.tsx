// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { expect, test, vi } from "vitest";
import { show, sourceView } from "@/components/testing";
import type { SourceView } from "@/lib/sheet/state";
import { GoToLine } from "./go-to-line";

function open(sources: SourceView[], current: number | null = null) {
  const onGo = vi.fn();
  const onLeave = vi.fn();
  show(<GoToLine sources={sources} current={current} input={createRef()} onGo={onGo} onLeave={onLeave} />);
  return { onGo, onLeave };
}
const A = sourceView({ index: 3, name: "a.csv" });
const B = sourceView({ index: 5, name: "" });
const EMPTY = sourceView({ index: 4, name: "photo.png", rows: 0 });

test("of one file asks for the line alone", async () => {
  const { onGo } = open([A, EMPTY]);
  expect(screen.queryByRole("combobox")).toBe(null);
  await userEvent.type(screen.getByLabelText("Line"), "12{Enter}");
  expect(onGo.mock.calls).toEqual([[3, 12]]);
});

test("of several files goes to the file under the cursor, or to another one", async () => {
  const { onGo } = open([A, B], 5);
  await userEvent.type(screen.getByLabelText("Line"), "12");
  await userEvent.click(screen.getByRole("button", { name: "Go" }));
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["a.csv", "Pasted text"]);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "File of the line" }), "a.csv");
  await userEvent.click(screen.getByRole("button", { name: "Go" }));
  expect(onGo.mock.calls).toEqual([
    [5, 12],
    [3, 12],
  ]);
});

test.each(["0", "abc", "1.5", "-3"])("%s is no line", async (text) => {
  const { onGo } = open([A]);
  await userEvent.type(screen.getByLabelText("Line"), `${text}{Enter}`);
  expect(onGo).not.toHaveBeenCalled();
});

test("Escape goes back to the table", async () => {
  const { onLeave } = open([A]);
  await userEvent.type(screen.getByLabelText("Line"), "1{Escape}");
  expect(onLeave).toHaveBeenCalledOnce();
});
