// @vitest-environment happy-dom
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import type { Locale } from "@/lib/i18n/locale";
import { EVERYTHING, type Query } from "@/lib/sheet/query";
import { FilterBar } from "./filter-bar";

const STATE = sheetState({
  counts: { ready: 1200, blocked: 3, verified: 5 },
  issues: [
    { code: "secret_weak", rows: 7 },
    { code: "user_duplicate", rows: 2 },
  ],
  viewLength: 1208,
});

function open(query: Partial<Query> = {}, locale: Locale = "en", changes = {}) {
  const asked = vi.fn<(query: Query) => void>();
  /** As the page does it: what is asked holds at once. */
  function Page() {
    const [now, setNow] = useState<Query>({ ...EVERYTHING, ...query });
    const ask = (next: Query) => {
      asked(next);
      setNow(next);
    };
    return <FilterBar state={{ ...STATE, ...changes, query: now }} show={ask} />;
  }
  show(<Page />, locale);
  return asked;
}
const chips = () =>
  screen.getAllByRole("button").map((chip) => [chip.textContent, chip.getAttribute("aria-pressed")]);

describe("the chips", () => {
  test("are the states that occur, each with its count, and all of them together", () => {
    open();
    expect(chips()).toEqual([
      ["All1,208", "true"],
      ["Ready1,200", "false"],
      ["Blocked3", "false"],
      ["Verified5", "false"],
    ]);
    expect(screen.getByRole("status").textContent).toBe("1,208 rows shown of 1,208");
  });

  test("show one state, and a second press shows all again", async () => {
    const asked = open({ search: "ann" });
    await userEvent.click(screen.getByRole("button", { name: /Blocked/ }));
    expect(asked).toHaveBeenLastCalledWith({ ...EVERYTHING, search: "ann", state: "blocked" });
    expect(chips()[2]).toEqual(["Blocked3", "true"]);
    await userEvent.click(screen.getByRole("button", { name: /Blocked/ }));
    expect(asked).toHaveBeenLastCalledWith({ ...EVERYTHING, search: "ann", state: null });
  });

  test("keep the one that is pressed in sight when its last row has gone elsewhere", () => {
    open({ state: "sending" });
    expect(chips().at(2)).toEqual(["Blocked3", "false"]);
    expect(screen.getByRole("button", { name: /Sending/ }).getAttribute("aria-pressed")).toBe("true");
  });

  test("and the rest speak Chinese", () => {
    open({}, "zh-CN");
    expect(chips().map(([text]) => text)).toEqual(["全部1,208", "可导入1,200", "不可导入3", "已核验5"]);
    expect(screen.getByRole("status").textContent).toBe("显示 1,208 条，共 1,208 条");
    expect(screen.getByRole("searchbox").getAttribute("placeholder")).toBe("搜索用户或行号");
    expect(screen.getByRole("option", { name: "用户重复（2）" })).toBeTruthy();
  });
});

describe("the issues", () => {
  test("that occur can be asked for, with their counts, in the order in which they are known", async () => {
    const asked = open();
    const list = within(screen.getByRole("combobox", { name: "Issue" }));
    expect(list.getAllByRole("option").map((option) => option.textContent)).toEqual([
      "Any issue",
      "User named more than once (2)",
      "Secret under 128 bits (7)",
    ]);
    await userEvent.selectOptions(screen.getByRole("combobox"), "secret_weak");
    expect(asked).toHaveBeenLastCalledWith({ ...EVERYTHING, issue: "secret_weak" });
    await userEvent.selectOptions(screen.getByRole("combobox"), "Any issue");
    expect(asked).toHaveBeenLastCalledWith(EVERYTHING);
  });

  test("are no choice where there is none", () => {
    open({}, "en", { issues: [] });
    expect(screen.getByRole<HTMLSelectElement>("combobox").disabled).toBe(true);
  });
});

test("counts that change all the time are read out once they stand", () => {
  vi.useFakeTimers();
  const bar = (viewLength: number) => <FilterBar state={{ ...STATE, viewLength }} show={() => {}} />;
  const { rerender } = show(bar(1));
  for (const rows of [2, 3, 4]) {
    rerender(bar(rows));
    act(() => vi.advanceTimersByTime(900));
  }
  expect(screen.getByRole("status").textContent).toBe("1 row shown of 1,208");
  act(() => vi.advanceTimersByTime(200));
  expect(screen.getByRole("status").textContent).toBe("4 rows shown of 1,208");
  vi.useRealTimers();
});

test("what is typed into the search is all there, letter by letter", async () => {
  const asked = open({ state: "ready" });
  await userEvent.type(screen.getByRole("searchbox"), "李雷 12");
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("李雷 12");
  expect(asked).toHaveBeenLastCalledWith({ ...EVERYTHING, state: "ready", search: "李雷 12" });
});
