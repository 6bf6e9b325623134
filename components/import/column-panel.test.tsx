// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { show, sourceView } from "@/components/testing";
import type { ColumnDoubt, TablePlan } from "@/lib/formats/format";
import type { Locale } from "@/lib/i18n/locale";
import { ColumnPanel } from "./column-panel";

const PLAN: TablePlan = {
  columns: [
    { name: "id", role: "userId" },
    { name: "seed", role: "ignore" },
    { name: "", role: "recoveryCode" },
  ],
  secretEncoding: "base32",
  hasHeader: true,
  delimiter: ",",
  doubts: [],
};

function open(plan: Partial<TablePlan> = {}, locale: Locale = "en") {
  const onUse = vi.fn<(plan: TablePlan) => void>();
  const onCancel = vi.fn();
  const whole = { ...PLAN, ...plan };
  const unsure = whole.doubts.length > 0;
  show(
    <ColumnPanel
      source={sourceView({ name: "users.csv", unsure, plan: whole })}
      plan={whole}
      onUse={onUse}
      onCancel={unsure ? null : onCancel}
    />,
    locale,
  );
  return { onUse, onCancel };
}
const list = (label: string) => screen.getByRole("combobox", { name: new RegExp(`^${label}`) });
const choose = (label: string, option: string) => userEvent.selectOptions(list(label), option);
const use = () => userEvent.click(screen.getByRole("button", { name: "Use these columns" }));

describe("the columns", () => {
  test("are handed on as chosen, the rest of the plan untouched", async () => {
    const { onUse } = open();
    await choose("seed", "Secret");
    await choose("Column 3", "E-mail");
    await choose("Secrets are written in", "hexadecimal");
    await userEvent.click(screen.getByLabelText("The first line holds the column names"));
    await use();
    expect(onUse.mock.calls).toEqual([
      [
        {
          columns: [
            { name: "id", role: "userId" },
            { name: "seed", role: "secret" },
            { name: "", role: "email" },
          ],
          secretEncoding: "hex",
          hasHeader: false,
          delimiter: ",",
          doubts: [],
        },
      ],
    ]);
  });

  test("need a secret or a URI, and say so before anything is read", async () => {
    const { onUse } = open();
    await use();
    expect(screen.getByRole("alert").textContent).toBe(
      "Choose the column with the secret or the otpauth:// URI.",
    );
    expect(onUse).not.toHaveBeenCalled();
    await choose("seed", "otpauth:// URI");
    await use();
    expect(screen.queryByRole("alert")).toBe(null);
    expect(onUse).toHaveBeenCalledTimes(1);
  });

  test("may not hold the same thing twice, and it is named", async () => {
    const { onUse } = open();
    await choose("seed", "Secret");
    await choose("Column 3", "GenAuth user id");
    await use();
    expect(screen.getByRole("alert").textContent).toBe(
      "Two columns hold the same thing: GenAuth user id. Choose one.",
    );
    expect(onUse).not.toHaveBeenCalled();
  });

  test("may hold recovery codes in several places, and nothing in many", async () => {
    const codes = ["code 1", "code 2"].map((name) => ({ name, role: "recoveryCode" as const }));
    const rest = ["a", "b"].map((name) => ({ name, role: "ignore" as const }));
    const { onUse } = open({ columns: [{ name: "key", role: "secret" }, ...codes, ...rest] });
    await use();
    expect(onUse).toHaveBeenCalledTimes(1);
  });

  test("ask for the encoding only of secrets, and for a header only of delimited text", async () => {
    open({ delimiter: "" });
    expect(screen.queryByRole("combobox", { name: /^Secrets are written in/ })).toBe(null);
    expect(screen.queryByLabelText("The first line holds the column names")).toBe(null);
    await choose("seed", "Secret");
    expect(list("Secrets are written in")).toBeTruthy();
  });

  test("can be left as they are, unless they are in doubt", async () => {
    const { onCancel, onUse } = open();
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect([onCancel.mock.calls.length, onUse.mock.calls.length]).toEqual([1, 0]);
  });
});

describe("columns in doubt", () => {
  test("say why they are asked for, and cannot be passed over", () => {
    const doubts: ColumnDoubt[] = ["no_user", "ambiguous_encoding"];
    open({ doubts });
    expect(screen.getByRole("heading").textContent).toBe("Please check the columns of users.csv");
    const why = within(screen.getByRole("status"));
    expect(why.getByText("No column names the user.")).toBeTruthy();
    expect(why.getByText(/read as base32 and as hexadecimal/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Cancel" })).toBe(null);
  });

  test("are told from the others", () => {
    const columns = [
      { name: "user", role: "userId" as const },
      { name: "key", role: "secret" as const },
      { name: "remark", role: "ignore" as const, doubtful: true as const },
    ];
    open({ columns, doubts: ["unnamed_parameter"] });
    expect(screen.getAllByRole("img", { name: "in question" })).toHaveLength(1);
    expect(screen.getByRole("combobox", { name: /^remark in question/ })).toBeTruthy();
  });

  test("do so in Chinese", async () => {
    open({ doubts: ["two_secrets"] }, "zh-CN");
    expect(screen.getByRole("form", { name: "users.csv 的列" })).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("不止一列看起来像 OTP 密钥。");
    await userEvent.click(screen.getByRole("button", { name: "使用这些列" }));
    expect(screen.getByRole("alert").textContent).toBe("请指定密钥列或 otpauth:// URI 列。");
    await choose("seed", "密钥");
    await choose("第 3 列", "GenAuth 用户 ID");
    await userEvent.click(screen.getByRole("button", { name: "使用这些列" }));
    expect(screen.getByRole("alert").textContent).toBe("有两列的内容相同：GenAuth 用户 ID。请只保留一列。");
  });
});
