// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { rowView, show } from "@/components/testing";
import type { Locale } from "@/lib/i18n/locale";
import type { RowView } from "@/lib/sheet/row-view";
import {
  ActionsCell,
  bySeverity,
  IssuesCell,
  LineCell,
  ParametersCell,
  RecoveryCell,
  SecretCell,
  UserCell,
} from "./cells";
import { type GridActions, GridProvider } from "./grid-context";

type Cell = React.ComponentType<{ row: RowView }>;

function open(
  Shown: Cell,
  row: Partial<RowView> = {},
  grid: Partial<Pick<GridActions, "editing" | "sourceName" | "currentText">> = {},
  locale: Locale = "en",
) {
  const actions = {
    startEdit: vi.fn(),
    draft: vi.fn(),
    endEdit: vi.fn(),
    currentText: vi.fn(async () => "before"),
    reveal: vi.fn(),
    setRemoved: vi.fn(),
  };
  const its: GridActions = { editing: null, sourceName: () => null, ...actions, ...grid };
  const view = rowView(row);
  const { container } = show(
    <GridProvider value={its}>
      <Shown row={view} />
    </GridProvider>,
    locale,
  );
  return { ...actions, view, container, text: container.textContent };
}

describe("a secret", () => {
  test("is dots and its length, and shown only by its own button", async () => {
    const { text, reveal, view } = open(SecretCell);
    expect(text).toBe("••••••160 bit");
    await userEvent.click(screen.getByRole("button", { name: "Show the secret of line 12" }));
    expect(reveal.mock.calls).toEqual([[view]]);
  });

  test.each([
    ["that cannot be read", { secret: { bits: 0, given: true } }, "••••••unreadable"],
    ["that is missing", { secret: { bits: 0, given: false } }, "none"],
    ["that GenAuth holds", { lock: "done", secret: { bits: 160, given: false } }, "erased here"],
  ] as const)("%s", (_, row, shown) => expect(open(SecretCell, row).text).toBe(shown));
});

describe("what can be done with a row", () => {
  const buttons = () => screen.queryAllByRole("button").map((button) => button.getAttribute("aria-label"));

  test.each([
    ["ready", { state: "ready" }, ["Remove line 12"], ["Edit User of line 12"]],
    ["removed", { state: "removed" }, ["Restore line 12"], []],
    ["in a run", { state: "sending", lock: "in_run" }, [], []],
    ["in GenAuth", { state: "verified", lock: "done" }, [], []],
  ] as const)("that is %s", (_, row, actions, edits) => {
    open(ActionsCell, row);
    expect(buttons()).toEqual(actions);
    cleanup();
    open(UserCell, row);
    expect(buttons()).toEqual(edits);
  });

  test("removing it and taking that back", async () => {
    const { setRemoved, view } = open(ActionsCell);
    await userEvent.click(screen.getByRole("button"));
    expect(setRemoved.mock.calls).toEqual([[view, true]]);
  });
});

describe("editing a cell", () => {
  const editing = { row: rowView(), index: 0, field: "recoveryCode", typed: null } as const;
  const field = () => screen.findByLabelText<HTMLInputElement>("Edit Recovery of line 12");

  test("starts from the text that is there, wholly selected; Enter keeps what is typed, once", async () => {
    const { endEdit } = open(RecoveryCell, {}, { editing });
    const input = await field();
    expect([input.value, document.activeElement]).toEqual(["before", input]);
    await userEvent.type(input, "after{Enter}", { initialSelectionStart: 0, initialSelectionEnd: 6 });
    input.blur();
    expect(endEdit.mock.calls).toEqual([["after", { row: 1, column: 0 }]]);
  });

  test("Escape leaves it as it was, and so does leaving it untouched", async () => {
    const { endEdit } = open(RecoveryCell, {}, { editing });
    await userEvent.type(await field(), "x{Escape}");
    expect(endEdit.mock.calls).toEqual([[null, { row: 0, column: 0 }]]);
    cleanup();
    const untouched = open(RecoveryCell, {}, { editing });
    (await field()).blur();
    expect(untouched.endEdit.mock.calls).toEqual([[null, null]]);
  });

  test("leaving it keeps what is typed", async () => {
    const { endEdit } = open(RecoveryCell, {}, { editing });
    await userEvent.type(await field(), "2");
    (await field()).blur();
    expect(endEdit.mock.calls).toEqual([["before2", null]]);
  });

  test.each([
    ["{Enter}", { row: 1, column: 0 }],
    ["{Shift>}{Enter}{/Shift}", { row: -1, column: 0 }],
    ["{Tab}", { row: 0, column: 1 }],
    ["{Shift>}{Tab}{/Shift}", { row: 0, column: -1 }],
  ])("%s keeps it and goes on", async (keys, step) => {
    const { endEdit } = open(RecoveryCell, {}, { editing });
    await userEvent.type(await field(), `2${keys}`);
    expect(endEdit.mock.calls).toEqual([["before2", step]]);
  });

  test("takes keys before the text is there, and what is typed stays", async () => {
    let arrive = (_: string) => {};
    const late = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const { endEdit } = open(RecoveryCell, {}, { editing, currentText: () => late });
    const input = await field();
    expect(document.activeElement).toBe(input);
    await userEvent.keyboard("new");
    arrive("before");
    await late;
    expect(input.value).toBe("new");
    await userEvent.keyboard("{Enter}");
    expect(endEdit.mock.calls).toEqual([["new", { row: 1, column: 0 }]]);
  });

  test("left before the text is there changes nothing", async () => {
    const { endEdit } = open(RecoveryCell, {}, { editing, currentText: () => new Promise(() => {}) });
    await userEvent.type(await field(), "{Enter}");
    expect(endEdit.mock.calls).toEqual([[null, { row: 1, column: 0 }]]);
  });

  test("begins with what was typed on the cell", async () => {
    const { endEdit } = open(RecoveryCell, {}, { editing: { ...editing, typed: "a" } });
    await userEvent.type(await field(), "b{Enter}");
    expect(endEdit.mock.calls).toEqual([["ab", { row: 1, column: 0 }]]);
  });

  test("another cell’s editor is no editor here", () => {
    open(RecoveryCell, {}, { editing: { ...editing, row: rowView({ id: 8 }) } });
    expect(screen.queryByRole("textbox")).toBe(null);
  });
});

test("parameters that the source does not state are shown as assumed, also to who cannot see it", () => {
  const parameters = { type: "totp", algorithm: "", digits: "6", period: "" };
  const { container, text } = open(ParametersCell, { parameters });
  expect(text).toBe("TOTP SHA1 (assumed) 6 30 s (assumed)");
  const marked = [...container.querySelectorAll("[title]")].map((part) => part.getAttribute("title"));
  expect(marked).toEqual(["The source does not state it", "The source does not state it"]);
});

test("the worst issue is shown in words, and how many more there are", () => {
  const issues = (["parameters_assumed", "secret_weak", "type_hotp"] as const).map((code) => ({
    code,
    twin: null,
  }));
  expect(open(IssuesCell, { issues }).text).toBe("HOTP+2");
  expect(bySeverity(issues.map(({ code }) => code))).toEqual([
    "type_hotp",
    "secret_weak",
    "parameters_assumed",
  ]);
});

test("the line stands with its file’s name only where there are several files", () => {
  expect(open(LineCell).text).toBe("12");
  cleanup();
  expect(open(LineCell, {}, { sourceName: () => "a.csv" }).text).toBe("12 a.csv");
});

test("cells speak Chinese", () => {
  expect(open(SecretCell, {}, {}, "zh-CN").text).toBe("••••••160 位");
  expect(screen.getByRole("button", { name: "显示第 12 行的密钥" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "编辑第 12 行的密钥" })).toBeTruthy();
});
