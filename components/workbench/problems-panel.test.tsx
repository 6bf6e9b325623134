// @vitest-environment happy-dom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import { EVERYTHING } from "@/lib/sheet/query";
import { ProblemsPanel } from "./problems-panel";

const ISSUES = [
  { code: "parameters_assumed", rows: 9 },
  { code: "secret_lookalike", rows: 1204 },
  { code: "secret_weak", rows: 1 },
  { code: "user_missing", rows: 3000 },
] as const;

test("tells every problem in a sentence, the gravest first, then the most frequent", () => {
  show(<ProblemsPanel state={sheetState({ issues: [...ISSUES] })} show={vi.fn()} onFix={vi.fn()} />);
  expect(screen.getAllByRole("heading").map(({ textContent }) => textContent)).toEqual([
    "Not sent until mended",
    "Sent, but worth a look",
    "For your information",
  ]);
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
    "3,000 rows name no user",
    "1,204 secrets contain 0, 1 or 8",
    "1 secret has fewer than 128 bits",
    "9 rows do not state all parameters",
  ]);
});

test("a click shows the rows of a problem, and what would mend it; another shows all again", () => {
  const onShow = vi.fn();
  const onFix = vi.fn();
  const panel = (issue: "secret_lookalike" | null) => (
    <ProblemsPanel
      state={sheetState({ issues: [...ISSUES], query: { ...EVERYTHING, issue } })}
      show={onShow}
      onFix={onFix}
    />
  );
  const { rerender } = show(panel(null));
  fireEvent.click(screen.getByRole("button", { name: /0, 1 or 8/ }));
  expect(onShow).toHaveBeenLastCalledWith({ ...EVERYTHING, issue: "secret_lookalike" });
  rerender(panel("secret_lookalike"));
  const fixes = within(screen.getByRole("group", { name: "What would mend this" }));
  fireEvent.click(fixes.getByRole("button", { name: "Replace 0 by O" }));
  expect(onFix).toHaveBeenCalledWith("zero_to_o", "secret_lookalike");
  fireEvent.click(screen.getByRole("button", { name: /0, 1 or 8/, pressed: true }));
  expect(onShow).toHaveBeenLastCalledWith(EVERYTHING);
});

test("says of what no fix can mend what to do instead", () => {
  const query = { ...EVERYTHING, issue: "user_missing" } as const;
  show(<ProblemsPanel state={sheetState({ issues: [...ISSUES], query })} show={vi.fn()} onFix={vi.fn()} />);
  expect(screen.getByText("“Assign users” takes a list that says whose they are.")).toBeTruthy();
});

test("offers no fix while rows are on their way", () => {
  const query = { ...EVERYTHING, issue: "secret_lookalike" } as const;
  show(<ProblemsPanel state={sheetState({ issues: [...ISSUES], query })} show={vi.fn()} onFix={null} />);
  expect(screen.queryByRole("group")).toBe(null);
});

test("says so when there is nothing to say", () => {
  show(<ProblemsPanel state={sheetState()} show={vi.fn()} onFix={vi.fn()} />, "zh-CN");
  expect(screen.getByText("没有问题，每一行都可以发送。")).toBeTruthy();
});
