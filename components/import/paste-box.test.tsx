// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { PasteBox } from "./paste-box";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe.each([
  ["en", "Paste records", "Read pasted text"],
  ["zh-CN", "粘贴记录", "读取粘贴内容"],
] as const)("the field to paste into, in %s", (locale, label, button) => {
  test("hands its text on once, and empties itself: it holds secrets", async () => {
    const onText = vi.fn();
    const { container } = show(<PasteBox onText={onText} />, locale);
    const field = screen.getByLabelText<HTMLTextAreaElement>(label);
    await userEvent.click(field);
    await userEvent.paste(`otpauth://totp/a?secret=${SECRET}`);
    await userEvent.click(screen.getByRole("button", { name: button }));
    expect(onText.mock.calls).toEqual([[`otpauth://totp/a?secret=${SECRET}`]]);
    expect(field.value).toBe("");
    expect(container.innerHTML).not.toContain(SECRET);
    expect(screen.getByRole<HTMLButtonElement>("button").disabled).toBe(true);
  });

  test("has nothing to read while there is nothing but white space in it", async () => {
    const onText = vi.fn();
    show(<PasteBox onText={onText} />, locale);
    const read = screen.getByRole<HTMLButtonElement>("button", { name: button });
    expect(read.disabled).toBe(true);
    await userEvent.type(screen.getByLabelText(label), "  {Enter} ");
    expect(read.disabled).toBe(true);
    await userEvent.type(screen.getByLabelText(label), "x");
    expect(read.disabled).toBe(false);
  });
});

test("neither the browser’s memory nor its spelling service gets the text", () => {
  show(<PasteBox onText={() => undefined} />);
  const field = screen.getByLabelText("Paste records");
  expect([field.getAttribute("autocomplete"), field.getAttribute("spellcheck")]).toEqual(["off", "false"]);
});
