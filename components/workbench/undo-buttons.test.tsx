// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { UndoButtons } from "./undo-buttons";
import type { Told } from "./use-undo";

const buttons = (told: Told | null = null, locale: "en" | "zh-CN" = "en") =>
  show(
    <UndoButtons
      history={{ undo: { code: "remove", rows: 3 }, redo: null }}
      undo={{ told, undo: vi.fn(), redo: vi.fn() }}
    />,
    locale,
  );

test("say what they would do, and rest where there is nothing to do", () => {
  buttons();
  expect(screen.getByRole("button", { name: "Undo: removal of 3 rows (Ctrl+Z)" })).toHaveProperty(
    "disabled",
    false,
  );
  expect(screen.getByRole("button", { name: "Redo" })).toHaveProperty("disabled", true);
});

test("say what was done, and which rows stay as they are", () => {
  buttons({ direction: "undo", played: { code: "zero_to_o", rows: 7, locked: 3 } });
  expect(screen.getByRole("status").textContent).toBe(
    "Undone: “Replace 0 by O” in 7 rows. 3 of 10 rows already in GenAuth or on the way there, left as they are.",
  );
});

test("in Chinese as well", () => {
  buttons({ direction: "redo", played: { code: "edit", rows: 1, locked: 0 } }, "zh-CN");
  expect(screen.getByRole("status").textContent).toBe("已重做：修改 1 行。");
});
