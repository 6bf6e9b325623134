// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { show, sourceView } from "@/components/testing";
import { LOCK_CODES } from "@/lib/formats/format";
import { messagesOf } from "@/lib/i18n/catalogue";
import { LOCALES } from "@/lib/i18n/locale";
import { UnlockPanel } from "./unlock-panel";

const PASSWORD = "correct horse";
const locked = sourceView({ name: "vault.json", status: "locked", lock: "password", format: "json" });

describe("a protected file", () => {
  test("asks for its password, hands it on once, and keeps nothing of it", async () => {
    const onUnlock = vi.fn();
    const { container } = show(
      <UnlockPanel source={locked} onUnlock={onUnlock} onCancel={() => undefined} />,
    );
    const field = screen.getByLabelText<HTMLInputElement>("Password of the JSON export");
    const submit = screen.getByRole<HTMLButtonElement>("button", { name: "Unlock" });
    expect([field.type, field.autocomplete, submit.disabled]).toEqual(["password", "off", true]);
    await userEvent.type(field, PASSWORD);
    await userEvent.click(submit);
    expect(onUnlock.mock.calls).toEqual([[PASSWORD]]);
    expect(field.value).toBe("");
    expect(container.innerHTML).not.toContain(PASSWORD);
  });

  test("says that a password was wrong, at the field", () => {
    const problem = { problem: "wrong_unlock" } as const;
    show(
      <UnlockPanel source={{ ...locked, problem }} onUnlock={() => undefined} onCancel={() => undefined} />,
    );
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toBe(
      "The password or key does not fit this file, or the file is damaged. Check it and enter it again.",
    );
    const field = screen.getByLabelText("Password of the JSON export");
    expect([field.getAttribute("aria-invalid"), field.getAttribute("aria-describedby")]).toEqual([
      "true",
      alert.id,
    ]);
  });

  test("takes nothing while it is being unlocked, says how far it is, and can be stopped", async () => {
    const onCancel = vi.fn();
    const unlocking = { ...locked, status: "unlocking", read: 0.25 } as const;
    show(<UnlockPanel source={unlocking} onUnlock={() => undefined} onCancel={onCancel} />);
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(onCancel).toHaveBeenCalledOnce();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Unlocking, 25%" }).disabled).toBe(true);
  });

  test.each(LOCALES.flatMap((locale) => LOCK_CODES.map((lock) => [locale, lock] as const)))(
    "in %s asks for the %s by its name",
    (locale, lock) => {
      show(
        <UnlockPanel source={{ ...locked, lock }} onUnlock={() => undefined} onCancel={() => undefined} />,
        locale,
      );
      const question = messagesOf(locale).unlock[lock].replace("{app}", "JSON");
      expect(screen.getByLabelText(question)).toBeTruthy();
    },
  );
});
