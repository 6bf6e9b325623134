// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { CodesCompared } from "@/lib/sheet/prover";
import { ComparedCodes } from "./compared-codes";

const NONE = { wrong: 0, off: 0, not_code: 0, no_row: 0, several_rows: 0, no_code: 0, right: 0 };
const row = (line: number, index: number) => ({ id: line, source: 0, line, name: `u${line}`, index });
const open = (compared: Partial<CodesCompared>) => {
  const onGoTo = vi.fn();
  show(<ComparedCodes compared={{ counts: NONE, lines: [], uncoded: 0, ...compared }} onGoTo={onGoTo} />);
  return onGoTo;
};

test("tells each line in words, counts them, and leads to the rows that are shown", async () => {
  const onGoTo = open({
    counts: { ...NONE, wrong: 1, off: 1, not_code: 1, no_row: 1 },
    lines: [
      { given: "ann", row: row(4, 2), verdict: { state: "wrong" } },
      { given: "", row: row(5, -1), verdict: { state: "off", by: -2 } },
      { given: "bob", row: row(6, 4), verdict: { state: "not_code" } },
      { given: "eve", row: null, verdict: { state: "no_row" } },
    ],
  });
  expect(screen.getByRole("status").textContent).toBe("0 right, 1 off, 1 wrong, 2 not compared");
  expect(screen.getAllByRole("row").map(({ textContent }) => textContent)).toEqual([
    "GivenRowResult",
    "annLine 4 u4wrong",
    "–Line 5 u52 steps behind",
    "bobLine 6 u6not a code",
    "eve–no such row",
  ]);
  expect(screen.queryByRole("button", { name: "Go to line 5" })).toBe(null);
  await userEvent.click(screen.getByRole("button", { name: "Go to line 6" }));
  expect(onGoTo).toHaveBeenCalledWith(4);
});

test("says which selected rows have no code, and that not all lines are shown", () => {
  open({
    counts: { ...NONE, right: 500 },
    lines: [{ given: "", row: row(2, 0), verdict: { state: "right" } }],
    uncoded: 3,
  });
  expect(screen.getByRole("status").textContent).toBe(
    "500 right, 0 off, 0 wrong, 0 not compared3 selected rows have no code in the list.The first 1 are shown, what is not right before the rest.",
  );
});
