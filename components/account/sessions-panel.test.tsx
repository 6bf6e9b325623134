// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { SessionsPanel } from "./sessions-panel";

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const since = "2026-05-04T09:00:00.000Z";
const other = { id: "two", current: false, userAgent: "", since, seen: since };

test.each<[string, () => Promise<boolean>, RegExp | null]>([
  ["ended", async () => true, null],
  ["over before", async () => false, /had ended already/],
  ["not answered", async () => Promise.reject(new Error("no network")), /may be open still/],
])("a session that is %s", async (_, end, words) => {
  show(<SessionsPanel sessions={[other]} end={end} />);
  await userEvent.click(screen.getByRole("button", { name: /^End the session of/ }));
  expect(router.refresh).toHaveBeenCalled();
  const said = screen.getByRole("alert", { hidden: true }).textContent;
  if (words) expect(said).toMatch(words);
  else expect(said).toBe("");
});
