// @vitest-environment happy-dom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import { messagesOf } from "@/lib/i18n/catalogue";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import { HALT_CODES } from "@/lib/otp/outcome";
import type { CarrierState } from "@/lib/sheet/carrier";
import { RunSummary } from "./run-summary";

type Done = Extract<CarrierState, { phase: "done" }>;
const ENDED: Done = { phase: "done", key: "k", total: 10, stopped: false, halt: null, failure: null };

function open(run: Partial<Done>, counts: object, failed = 0, locale: Locale = "en", left = {}) {
  const onRetry = vi.fn();
  const onReport = vi.fn();
  const onShow = vi.fn();
  show(
    <RunSummary
      run={{ ...ENDED, ...run }}
      state={sheetState({ counts, retries: { failed, kept: 0, unchecked: 0, ...left } })}
      onRetry={onRetry}
      onShow={onShow}
      onReport={onReport}
    />,
    locale,
  );
  const said = screen.getByRole("status");
  const totals = within(said)
    .getAllByRole("listitem")
    .map((item) => item.textContent);
  return { onRetry, onReport, onShow, said: said.textContent ?? "", totals };
}

describe("a run that came to its end", () => {
  test("with every row in GenAuth", () => {
    const { said, totals } = open({}, { verified: 9, blocked: 1 });
    expect(said).toContain("Import finished");
    expect(said).toContain("Every row sent is in GenAuth.");
    expect(totals).toEqual(["Blocked1", "Verified9"]);
    expect(screen.queryByRole("button", { name: /Retry/ })).toBe(null);
  });

  test("in which nothing was sent is not called a success of sending", () => {
    const { said } = open({}, { skipped: 3 });
    expect(said).toContain("No row was sent.");
    expect(said).not.toContain("Every row sent is in GenAuth");
  });

  test("leads to the rows that were never sent", async () => {
    const { onShow } = open({}, { verified: 9, blocked: 2 });
    await userEvent.click(screen.getByRole("button", { name: "Show 2 blocked rows" }));
    expect(onShow.mock.calls).toEqual([["blocked"]]);
  });

  test("leads to its receipt, unless the server never took it", () => {
    open({}, { verified: 9 });
    expect(screen.getByRole("link", { name: "Receipt" }).getAttribute("href")).toBe("/history/k");
    cleanup();
    open({ key: "", failure: "unreached" }, { stopped: 9 }, 9);
    expect(screen.queryByRole("link", { name: "Receipt" })).toBe(null);
  });

  test("with rows that could not be read back", () => {
    const { said } = open({}, { verified: 5, accepted: 5 });
    expect(said).toContain("some could not be read back. Check one code with a user");
    expect(said).not.toContain("Every row sent is in GenAuth");
  });

  test("because it was stopped asks for no correction, unless a row failed besides", () => {
    const { said } = open({ stopped: true }, { verified: 2, stopped: 7 }, 7);
    expect(said).toContain("7 rows were not sent, since the import was stopped.");
    expect(said).not.toContain("correct");
    cleanup();
    expect(open({ stopped: true }, { verified: 2, stopped: 6, refused: 1 }, 7).said).toContain(
      "7 rows did not get in.",
    );
  });

  test.each(["refused", "unknown", "mismatch", "stopped"])(
    "with rows that are %s: never called clean",
    async (state) => {
      const { said, onRetry } = open({}, { verified: 8, accepted: 1, [state]: 1 }, 1);
      expect(said).toContain("1 row did not get in.");
      expect(said).not.toMatch(/Every row sent is in GenAuth|accepted every row/);
      await userEvent.click(screen.getByRole("button", { name: "Retry 1 row" }));
      expect(onRetry.mock.calls).toEqual([["failed"]]);
    },
  );
});

test("a run that the admin stopped says so, and offers to go on", () => {
  const { said } = open({ stopped: true }, { verified: 4, stopped: 1200 }, 1200);
  expect(said).toContain("Import stopped");
  expect(said).toContain("1,200 rows were not sent, since the import was stopped.");
  expect(screen.getByRole("button", { name: "Retry 1,200 rows" })).toBeTruthy();
});

describe.each(LOCALES)("a run that had to end says why, in %s", (locale) => {
  const { halt, run } = messagesOf(locale);

  test.each(HALT_CODES)("%s", (code) => {
    const { said } = open({ halt: code }, { verified: 1, stopped: 9 }, 9, locale);
    expect(said).toContain(run.haltedTitle);
    expect(said).toContain(halt[code]);
    expect(said).not.toContain(run.nextClean);
  });

  test.each(["lost", "malformed", "unreached"] as const)("%s", (failure) => {
    const { said } = open({ failure }, { unknown: 2, stopped: 8 }, 10, locale);
    expect(said).toContain(run.haltedTitle);
    expect(said).toContain(run[failure]);
  });
});

test("rows that were left alone are offered to another decision, and are no failure", async () => {
  const { said, onRetry } = open({}, { verified: 4, skipped: 3 }, 0, "en", { kept: 2, unchecked: 1 });
  expect(said).toContain("Every row sent is in GenAuth.");
  await userEvent.click(screen.getByRole("button", { name: "Replace the OTP of 2 users" }));
  await userEvent.click(screen.getByRole("button", { name: "Import 1 unchecked row" }));
  expect(onRetry.mock.calls).toEqual([["kept"], ["unchecked"]]);
});

test("in Chinese everything is", () => {
  const { said, totals } = open({}, { verified: 7, refused: 2 }, 2, "zh-CN");
  expect(said).toContain("导入完成");
  expect(said).toContain("2 条没有导入。请按结果筛选");
  expect(totals).toEqual(["已核验7", "被拒绝2"]);
  expect(screen.getByRole("button", { name: "重试 2 条" })).toBeTruthy();
  expect(said).not.toMatch(/[a-z]{4}/);
});

test("every state that occurs is counted, so that the numbers add up to the rows", async () => {
  const counts = {
    ready: 1,
    blocked: 2,
    removed: 3,
    verified: 4,
    refused: 5,
    unknown: 6,
    stopped: 7,
    mismatch: 8,
  };
  const { totals, onReport } = open({}, counts, 1);
  const sum = totals.reduce((all, text) => all + Number(/\d+/.exec(text ?? "")?.[0]), 0);
  expect(sum).toBe(Object.values(counts).reduce((all, count) => all + count, 0));
  await userEvent.click(screen.getByRole("button", { name: "Download report" }));
  expect(onReport).toHaveBeenCalledTimes(1);
});
