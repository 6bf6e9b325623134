// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { ConnectionReply } from "@/lib/otp/connection-fields";
import type { ManagedConnection } from "@/lib/otp/connection-view";
import { ConnectionsView } from "./connections-view";

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const OK: ConnectionReply = { ok: true, id: "id-1" };
const actions = {
  add: vi.fn(async () => OK),
  change: vi.fn(async () => OK),
  share: vi.fn(async () => OK),
  remove: vi.fn(async () => OK),
};
const production: ManagedConnection = {
  id: "id-1",
  name: "Production",
  host: "https://pool.example",
  accessKeyId: "key-1",
  tenantId: null,
  sandbox: false,
  fixed: false,
  locked: false,
  share: { everyone: false, people: ["ann"] },
};
const people = [
  { id: "ann", name: "Ann", email: "ann@example.com" },
  { id: "bob", name: "Bob", email: "bob@example.com" },
];

function view(changes: Partial<Parameters<typeof ConnectionsView>[0]> = {}) {
  const test = vi.fn(async () => ({ state: "ok" as const, otpOn: true }));
  show(
    <ConnectionsView
      connections={[production]}
      actions={actions}
      storable
      people={people}
      test={test}
      {...changes}
    />,
  );
  return { user: userEvent.setup(), test };
}
const press = (name: string) => screen.getByRole("button", { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

beforeEach(() => {
  for (const action of [...Object.values(actions), router.refresh]) action.mockClear();
});

test("a secret is typed into a field for secrets, sent once, and is nowhere on the page after", async () => {
  const { user } = view({ connections: [] });
  await user.click(press("Add connection"));
  expect(field("Access key secret").type).toBe("password");
  await user.type(field("Name"), "Staging");
  await user.type(field("Host"), "staging.example");
  await user.type(field("Access key id"), "key-2");
  await user.type(field("Access key secret"), "marked-secret");
  await user.click(press("Add"));
  await waitFor(() => expect(router.refresh).toHaveBeenCalled());
  expect(actions.add).toHaveBeenCalledWith({
    name: "Staging",
    host: "https://staging.example",
    accessKeyId: "key-2",
    accessKeySecret: "marked-secret",
    tenantId: "",
  });
  expect(document.body.innerHTML).not.toContain("marked");
});

test.each([
  ["Host", "http://pool.example", "Only https is safe here"],
  ["Host", "https://pool.example/path", "Give the host alone"],
  ["Name", "", "Fill this in"],
  ["Access key id", "two words", "There is a space"],
])("%s %j is told at its field, and nothing is sent", async (name, text, said) => {
  const { user } = view();
  await user.click(press("Change"));
  await user.clear(field(name));
  if (text) await user.type(field(name), text);
  await user.click(press("Save"));
  expect((await screen.findByRole("alert")).textContent).toContain(said);
  expect(field(name).getAttribute("aria-invalid")).toBe("true");
  expect(actions.change).not.toHaveBeenCalled();
});

test("what the server finds wrong is told at its field, and what was typed stays", async () => {
  actions.change.mockResolvedValueOnce({
    ok: false,
    code: "field",
    field: "accessKeySecret",
    problem: "secret_needed",
  } as never);
  const { user } = view();
  await user.click(press("Change"));
  expect(field("Access key secret").value).toBe("");
  await user.clear(field("Host"));
  await user.type(field("Host"), "https://new.example");
  await user.click(press("Save"));
  expect((await screen.findByRole("alert")).textContent).toBe("Enter the secret of this key.");
  expect(field("Host").value).toBe("https://new.example");
});

test("a server that does not answer loses nothing of what was typed", async () => {
  actions.add.mockRejectedValueOnce(new Error("offline"));
  const { user } = view({ connections: [] });
  await user.click(press("Add connection"));
  for (const [name, text] of [
    ["Name", "Staging"],
    ["Host", "staging.example"],
    ["Access key id", "key-2"],
    ["Access key secret", "s"],
  ] as const)
    await user.type(field(name), text);
  await user.click(press("Add"));
  expect((await screen.findByRole("alert")).textContent).toContain("did not answer");
  expect(field("Name").value).toBe("Staging");
});

test("owners say who may use a connection", async () => {
  const { user } = view();
  expect(screen.getByText("owners and Ann")).toBeTruthy();
  await user.click(press("Share"));
  await user.click(screen.getByLabelText("Ann"));
  await user.click(screen.getByLabelText("Bob"));
  await user.click(press("Save"));
  await waitFor(() =>
    expect(actions.share).toHaveBeenCalledWith("id-1", { everyone: false, people: ["bob"] }),
  );
});

test("a connection is removed only when that is confirmed", async () => {
  const { user } = view();
  await user.click(press("Remove"));
  await user.click(press("Cancel"));
  expect(actions.remove).not.toHaveBeenCalled();
  await user.click(press("Remove"));
  await user.click(screen.getAllByRole("button", { name: "Remove" }).at(-1) as HTMLElement);
  await waitFor(() => expect(actions.remove).toHaveBeenCalledWith("id-1"));
});

test("whoever only uses connections sees and tests them, and changes nothing", async () => {
  const { user, test } = view({ actions: null });
  expect(screen.queryByRole("button", { name: /Add|Change|Share|Remove/ })).toBe(null);
  expect(screen.queryByText(/owners/)).toBe(null);
  await user.click(press("Test connection"));
  expect(test).toHaveBeenCalledWith("id-1");
  expect(await screen.findByText(/^Connected\./)).toBeTruthy();
});

test("the environment's is not changed here, and in the demo nothing is added", () => {
  view({ connections: [{ ...production, fixed: true, share: null }], storable: false });
  expect(screen.queryByRole("button", { name: /Add|Change|Share|Remove/ })).toBe(null);
  expect(screen.getByText(/kept only when people sign in/)).toBeTruthy();
});

test("a connection whose key cannot be opened says so, and how it works again", () => {
  view({ connections: [{ ...production, locked: true }] });
  expect(screen.getByText(/FERRY_SECRET is another/)).toBeTruthy();
  expect(press("Enter the key again")).toBeTruthy();
});

test("an answer that is lost is not said to have changed nothing", async () => {
  actions.change.mockRejectedValueOnce(new TypeError("no network"));
  const { user } = view();
  await user.click(press("Change"));
  await user.click(press("Save"));
  expect(await screen.findByText(/may or may not be changed/)).toBeTruthy();
});
