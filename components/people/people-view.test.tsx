// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { PeopleView } from "./people-view";

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const invitation = {
  id: "one",
  email: "bob@example.com",
  role: "admin" as const,
  expiresAt: "2026-05-04T09:00:00.000Z",
};

test.each<[string, () => Promise<boolean>, RegExp | null]>([
  ["withdrawn", async () => true, null],
  ["not there any more", async () => false, /This invitation is not there any more/],
  ["not answered for", async () => Promise.reject(new Error("no network")), /may or may not be changed/],
])("an invitation that is %s", async (_, withdraw, words) => {
  const never = vi.fn();
  const actions = {
    withdraw,
    invite: never,
    giveRole: never,
    disable: never,
    remove: never,
    endSessionsOf: never,
    resetFactor: never,
  };
  show(<PeopleView self="olga" demo={false} people={[]} invitations={[invitation]} actions={actions} />);
  await userEvent.click(screen.getByRole("button", { name: "Withdraw the invitation of bob@example.com" }));
  expect(router.refresh).toHaveBeenCalled();
  const said = screen.getByRole("alert", { hidden: true }).textContent;
  if (words) expect(said).toMatch(words);
  else expect(said).toBe("");
});
