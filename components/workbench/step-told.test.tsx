// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "@/components/testing";
import type { Locale } from "@/lib/i18n/locale";
import { StepTold } from "./step-told";
import type { Told } from "./use-undo";

function said(told: Told | null, locale: Locale = "en"): string | null {
  const { unmount } = show(<StepTold told={told} />, locale);
  const text = screen.getByRole("status").textContent;
  unmount();
  return text;
}

test("says what was done, undone and done again, and which rows stay as they are", () => {
  const fix = { code: "zero_to_o", rows: 7, locked: 0 } as const;
  expect(said(null)).toBe("");
  expect(said({ direction: "done", played: fix, whole: true })).toBe("Done: “Replace 0 by O” in 7 rows.");
  expect(said({ direction: "undo", played: { ...fix, locked: 3 } })).toBe(
    "Undone: “Replace 0 by O” in 7 rows. 3 of 10 rows already in GenAuth or on the way there, left as they are.",
  );
  expect(said({ direction: "redo", played: { code: "edit", rows: 1, locked: 0 } }, "zh-CN")).toBe(
    "已重做：修改 1 行。",
  );
});

test("says that it takes its time, and that it was stopped", () => {
  expect(said({ direction: "undo", played: null })).toBe("Undoing…");
  expect(said({ direction: "done", played: { code: "strip", rows: 9, locked: 0 }, whole: false })).toBe(
    "Done: “Strip spaces, dashes and other marks” in 9 rows. Stopped before its end; undo takes back what was done.",
  );
});
