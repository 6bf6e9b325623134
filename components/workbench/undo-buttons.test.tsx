// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { UndoButtons } from "./undo-buttons";

test("say what they would do, and rest where there is nothing to do", () => {
  show(
    <UndoButtons
      history={{ undo: { code: "remove", rows: 3 }, redo: null }}
      undo={{ undo: vi.fn(), redo: vi.fn() }}
    />,
  );
  expect(screen.getByRole("button", { name: "Undo: removal of 3 rows (Ctrl+Z)" })).toHaveProperty(
    "disabled",
    false,
  );
  expect(screen.getByRole("button", { name: "Redo" })).toHaveProperty("disabled", true);
});
