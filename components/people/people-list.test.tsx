// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { messagesOf } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locale";
import type { PersonView } from "@/lib/otp/person-view";
import { PeopleList } from "./people-list";
import type { PeopleReply } from "./people-view";

const ann: PersonView = {
  id: "ann",
  name: "Ann",
  email: "ann@example.com",
  role: "admin",
  disabled: false,
  secondFactor: true,
  sessions: 1,
};

function open(locale: Locale = "en", self = "olga") {
  const giveRole = vi.fn(async (): Promise<PeopleReply> => "done");
  const change = async (asked: Promise<PeopleReply>) => void (await asked);
  const never = vi.fn();
  const actions = {
    giveRole,
    invite: never,
    withdraw: never,
    disable: never,
    remove: never,
    endSessionsOf: never,
    resetFactor: never,
  };
  show(<PeopleList self={self} people={[ann]} actions={actions} change={change} />, locale);
  return { giveRole, user: userEvent.setup() };
}

test.each([
  ["en", "Owner"],
  ["zh-CN", "所有者"],
] as const)("in %s a role is given only after it was asked, by name", async (locale, owner) => {
  const words = messagesOf(locale);
  const { giveRole, user } = open(locale);
  await user.selectOptions(screen.getByRole("combobox"), "owner");
  const dialog = await screen.findByRole("dialog");
  const title = words.people.ask.role.title.replace("{name}", "Ann").replace("{role}", owner);
  expect(dialog.textContent).toContain(title);
  expect(dialog.textContent).toContain(words.roleText.owner);
  expect(giveRole).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: words.people.role }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(giveRole.mock.calls).toEqual([[{ id: "ann", role: "owner" }]]);
});

test("cancelled, the role is what it was", async () => {
  const { giveRole, user } = open();
  await user.selectOptions(screen.getByRole("combobox"), "auditor");
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(giveRole).not.toHaveBeenCalled();
  expect(screen.getByRole<HTMLSelectElement>("combobox").value).toBe("admin");
});

test("one's own role: it is said that one cannot take it back", async () => {
  const { user } = open("en", "ann");
  await user.selectOptions(screen.getByRole("combobox"), "auditor");
  expect((await screen.findByRole("dialog")).textContent).toContain("This is your own account.");
});
