// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { sheetState, show } from "@/components/testing";
import type { Locale } from "@/lib/i18n/locale";
import { DEFAULT_OPTIONS } from "@/lib/otp/run-view";
import type { FinderState, Findings } from "@/lib/sheet/finder";
import { ReviewDialog } from "./review-dialog";

const SOUND: Findings = { unanswered: 0, halt: null, lost: false };
const checked = (users: Findings = SOUND, enrolments: Findings | null = SOUND): FinderState => ({
  phase: "done",
  scope: "ready",
  stopped: false,
  users,
  enrolments,
});

type Given = Partial<Parameters<typeof ReviewDialog>[0]>;

function open(given: Given = {}, locale: Locale = "en") {
  const actions = {
    onCheck: vi.fn(),
    onStopCheck: vi.fn(),
    onAcceptInactive: vi.fn(),
    onImport: vi.fn(),
    onClose: vi.fn(),
  };
  show(
    <ReviewDialog
      scope="ready"
      target={{ name: "Production", host: "https://pool.example" }}
      state={sheetState({ counts: { ready: 1204 } })}
      rows={1204}
      enrolled={0}
      finder={{ phase: "idle" }}
      pool="on"
      {...actions}
      {...given}
    />,
    locale,
  );
  return { ...actions, text: screen.getByRole("dialog").textContent ?? "" };
}

const importButton = () => screen.getByRole<HTMLButtonElement>("button", { name: "Start the import" });

describe("what an import will do", () => {
  test("is said in numbers, and OTPs are kept unless the admin says otherwise", async () => {
    const { text, onImport } = open({
      state: sheetState({
        counts: { ready: 1204, blocked: 12, removed: 3 },
        issues: [
          { code: "secret_lookalike", rows: 11 },
          { code: "secret_weak", rows: 900 },
          { code: "type_hotp", rows: 1 },
        ],
      }),
      enrolled: 40,
      finder: checked(),
    });
    expect(text).toContain("1,164to send");
    expect(text).toContain("40left as they are: the user already has an OTP");
    expect(text).toContain("12blocked, not sent:");
    expect(text).toContain("3removed by you");
    expect(text).not.toContain("900");
    await userEvent.click(importButton());
    expect(onImport.mock.calls).toEqual([[{ ...DEFAULT_OPTIONS, before: "keep" }]]);
  });

  test("is the same for one row", () => {
    expect(open({ state: sheetState({ counts: { ready: 1 } }), rows: 1 }).text).toContain(
      "Before 1 row goes to GenAuth",
    );
  });

  test("its title counts the rows that go, not those that are left as they are", async () => {
    const { text } = open({ rows: 20, enrolled: 20, finder: checked() });
    expect(text).toContain("No row would go to GenAuth");
    await userEvent.click(screen.getByRole("radio", { name: /Replace it/ }));
    expect(screen.getByRole("dialog", { name: "Before 20 rows go to GenAuth" })).toBeTruthy();
  });

  test("nothing is to be sent: nothing can be", async () => {
    const { onImport } = open({ rows: 0 });
    expect(importButton().disabled).toBe(true);
    await userEvent.click(importButton());
    expect(onImport).not.toHaveBeenCalled();
  });

  test("in Chinese", () => {
    const { text } = open({ finder: checked() }, "zh-CN");
    expect(text).toContain("1,204 条记录即将发送到 GenAuth");
    expect(text).toContain("找到的用户均为活跃状态。");
  });
});

describe("replacing OTPs", () => {
  test("of more than ten users asks for their number", async () => {
    const { onImport } = open({ enrolled: 11, finder: checked() });
    await userEvent.click(screen.getByRole("radio", { name: /Replace it/ }));
    expect(importButton().disabled).toBe(true);
    const field = screen.getByRole("textbox", { name: /Type 11 to confirm/ });
    await userEvent.type(field, "10");
    expect(importButton().disabled).toBe(true);
    await userEvent.clear(field);
    await userEvent.type(field, "11");
    await userEvent.click(importButton());
    expect(onImport.mock.calls).toEqual([[{ ...DEFAULT_OPTIONS, before: "replace" }]]);
  });

  test("of ten does not", async () => {
    const { onImport } = open({ enrolled: 10, finder: checked() });
    await userEvent.click(screen.getByRole("radio", { name: /Replace it/ }));
    await userEvent.click(importButton());
    expect(onImport).toHaveBeenCalledWith({ ...DEFAULT_OPTIONS, before: "replace" });
  });

  test.each<[string, FinderState]>([
    ["nobody has asked", { phase: "idle" }],
    ["not all have answered", checked(SOUND, { ...SOUND, unanswered: 1 })],
    ["the key may not see it", checked(SOUND, { ...SOUND, unanswered: 9, halt: "permission" })],
  ])("when %s, all rows are at stake", async (_, finder) => {
    open({ enrolled: 2, finder });
    await userEvent.click(screen.getByRole("radio", { name: /Replace it/ }));
    expect(screen.getByRole("textbox", { name: /Type 1,204 to confirm/ })).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox"), "1,204");
    expect(importButton().disabled).toBe(false);
  });

  test.each([
    ["kept", "replace"],
    ["unchecked", "blind"],
  ] as const)("of rows that were %s asks too, and sends with `%s`", async (scope, before) => {
    const { onImport } = open({ scope, rows: 20 });
    expect(screen.queryByRole("radio")).toBe(null);
    await userEvent.type(screen.getByRole("textbox", { name: /Type 20/ }), "20");
    await userEvent.click(importButton());
    expect(onImport.mock.calls).toEqual([[{ ...DEFAULT_OPTIONS, before }]]);
  });
});

describe("what has been checked", () => {
  test.each([
    ["on", "OTP is switched on in this pool."],
    ["off", "Switch it on in GenAuth"],
    ["unseen", "no permission"],
    ["failed", "does not work right now"],
  ] as const)("the pool: %s", (pool, said) => expect(open({ pool }).text).toContain(said));

  test("users, when asked", async () => {
    const { onCheck, text } = open();
    expect(text).toContain("has not been checked");
    await userEvent.click(screen.getByRole("button", { name: "Check users" }));
    expect(onCheck).toHaveBeenCalledTimes(1);
  });

  test("a check under way shows how far it is and can be stopped", async () => {
    const { onStopCheck, text } = open({
      finder: { phase: "searching", scope: "ready", asked: 1000, total: 1204 },
    });
    expect(text).toContain("1,000");
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(onStopCheck).toHaveBeenCalledTimes(1);
  });

  test("without permission it says that it was not checked, and offers no false comfort", () => {
    const denied: Findings = { unanswered: 5, halt: "permission", lost: false };
    const { text } = open({ finder: checked(denied, null) });
    expect(text).toContain("Users not checked: no permission.");
    expect(text).not.toContain("All users were looked up");
    const { text: second } = open({ finder: checked(SOUND, denied) });
    expect(second).toContain("Not checked who has an OTP: no permission.");
  });

  test("users who are not active are left out unless the admin lets them through", async () => {
    const { onAcceptInactive, text } = open({
      finder: checked(),
      state: sheetState({ counts: { ready: 3, blocked: 2 }, issues: [{ code: "user_inactive", rows: 2 }] }),
    });
    expect(text).toContain("2 are not active");
    await userEvent.click(screen.getByRole("checkbox", { name: /the 2 users not active/ }));
    expect(onAcceptInactive.mock.calls).toEqual([[true]]);
  });
});

test("the estimate counts a look before, the lists of fifty and a look after", () => {
  expect(open({ rows: 1000 }).text).toContain("2,020 calls to GenAuth, in a minute or less");
  expect(open({ rows: 100_000 }).text).toContain("202,000 calls to GenAuth, in about 85 minutes");
});

test("a ceiling above the usual pace makes the run shorter", async () => {
  open({ rows: 100_000 });
  await userEvent.click(screen.getByText("Options"));
  await userEvent.type(screen.getByRole("spinbutton", { name: "Calls a second, at most" }), "100");
  expect(screen.getByRole("dialog").textContent).toContain("202,000 calls to GenAuth, in about 34 minutes");
});

test("how the run goes about it can be chosen, and counts in the estimate", async () => {
  const { onImport } = open({ rows: 1000 });
  await userEvent.click(screen.getByText("Options"));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Read back" }), "none");
  await userEvent.type(screen.getByRole("spinbutton", { name: "Calls a second, at most" }), "5");
  expect(screen.getByRole("dialog").textContent).toContain("1,020 calls to GenAuth, in about 4 minutes");
  await userEvent.click(importButton());
  expect(onImport.mock.calls).toEqual([[{ before: "keep", verify: "none", ceiling: 5 }]]);
});
