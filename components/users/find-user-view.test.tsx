// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { SearchReply } from "@/lib/otp/pool-user-view";
import { FindUserView } from "./find-user-view";

const router = vi.hoisted(() => ({ push: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const user = (name: string) => ({
  userId: `id-${name}`,
  displayName: name,
  email: `${name}@example.com`,
  phone: "",
  username: "",
  externalId: "",
  status: "Activated",
  exact: [],
});
const found = (...names: string[]): SearchReply => ({
  state: "found",
  users: names.map(user),
  more: 0,
  wordless: null,
});

type Asked = { query: string; aborted: () => boolean; answer: (reply: unknown, status?: number) => void };
const asked: Asked[] = [];
beforeEach(() => {
  asked.length = 0;
  router.push.mockClear();
  vi.stubGlobal("fetch", (url: string, { body, signal }: { body: string; signal: AbortSignal }) => {
    expect(url).toBe("/api/users/search?connection=pool%201");
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({
        query: JSON.parse(body).query,
        aborted: () => signal.aborted,
        answer: (reply, status = 200) => resolve(Response.json(reply, { status })),
      });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

const options = () => screen.queryAllByRole("option").map((option) => option.querySelector("p")?.textContent);

test("asks once typing has stopped, lets go of what was asked before, and opens with Enter", async () => {
  show(<FindUserView connection="pool 1" />);
  const box = screen.getByRole("combobox");
  expect(document.activeElement).toBe(box);
  await userEvent.type(box, "a");
  await userEvent.type(box, "nn");
  await waitFor(() => expect(asked.map(({ query }) => query)).toEqual(["ann"]));
  await userEvent.type(box, "a");
  await waitFor(() => expect(asked.map(({ query }) => query)).toEqual(["ann", "anna"]));
  expect(asked[0]?.aborted()).toBe(true);
  asked[1]?.answer(found("Anna", "Annabel"));
  await waitFor(() => expect(options()).toEqual(["Anna", "Annabel"]));
  await userEvent.keyboard("{ArrowDown}");
  const active = document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
  expect([active?.getAttribute("aria-selected"), active?.textContent]).toEqual([
    "true",
    expect.stringContaining("Annabel"),
  ]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(router.push).toHaveBeenCalledWith("/users/id-Anna");
  await userEvent.keyboard("{Escape}");
  expect([box.getAttribute("aria-expanded"), (box as HTMLInputElement).value]).toEqual(["false", ""]);
});

test.each([
  [401, null, "You are signed out"],
  [403, { ok: false }, "Your role may not look at users."],
  [500, "broken", "The OTP Ferry server did not answer."],
  [200, { state: "failed", trouble: { code: "throttled", requestId: "r-1" } }, "GenAuth asks to slow down."],
  [200, found(), "Nobody here is called “ann”"],
  [200, { ...found("Ann"), more: 3 }, "3 more users fit."],
  [200, { ...found("Ann"), wordless: { code: "permission" } }, "Only whole names could be looked up."],
])("answer %i %j is told: %s", async (status, reply, words) => {
  show(<FindUserView connection="pool 1" />);
  await userEvent.type(screen.getByRole("combobox"), "ann");
  await waitFor(() => expect(asked).toHaveLength(1));
  asked[0]?.answer(reply, status);
  expect(await screen.findByText((text) => text.startsWith(words))).toBeTruthy();
});

test("what looks like a secret is not asked for", async () => {
  show(<FindUserView connection="pool 1" />);
  await userEvent.type(screen.getByRole("combobox"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
  expect(await screen.findByText(/looks like a secret/)).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked.map(({ query }) => query).filter((query) => query.length > 15)).toEqual([]);
});

test.each([
  ["gone", /was removed, or is not shared with you any more/],
  ["locked", /The key of this connection cannot be opened/],
  [undefined, /Your role may not/],
])("a 403 says what it is: %s", async (connection, words) => {
  show(<FindUserView connection="pool 1" />);
  await userEvent.type(screen.getByRole("combobox"), "ann");
  await waitFor(() => expect(asked).toHaveLength(1));
  asked[0]?.answer({ connection }, 403);
  expect((await screen.findByRole("alert")).textContent).toMatch(words);
});
