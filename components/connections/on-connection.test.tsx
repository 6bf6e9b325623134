// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import type { ConnectionView } from "@/lib/otp/connection-view";
import { OnConnection } from "./on-connection";
import { holdConnection, holdRows, type PoolRows } from "./tab-connection";

const at = vi.hoisted(() => ({ path: "/", asked: null as string | null, replace: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace: at.replace }),
  usePathname: () => at.path,
  useSearchParams: () => new URLSearchParams(at.asked === null ? "" : { connection: at.asked }),
}));

const view = (id: string): ConnectionView => ({
  id,
  name: `Pool ${id}`,
  host: `https://${id}.example`,
  accessKeyId: "key",
  tenantId: null,
  sandbox: false,
  fixed: false,
  locked: false,
});
const [one, two] = [view("one"), view("two")];
const remember = vi.fn(async () => undefined);
const rows = (changes: Partial<PoolRows> = {}) => {
  const own = { any: () => true, busy: () => false, sent: () => false, leave: vi.fn(), ...changes };
  holdRows(own);
  return own;
};
function draw(connection = one, connections = [one, two], announced = false) {
  show(
    <OnConnection connections={connections} connection={connection} announced={announced} remember={remember}>
      <p>the screen</p>
    </OnConnection>,
  );
  return userEvent.setup();
}
const pick = (user: ReturnType<typeof draw>, id: string) =>
  user.selectOptions(screen.getByRole("combobox", { name: "Choose a connection" }), id);

beforeEach(() => {
  at.path = "/";
  at.asked = null;
  at.replace.mockClear();
  remember.mockClear();
  holdConnection("one");
  rows({ any: () => false });
});

test("name and host are in sight, with nothing to choose where there is one", () => {
  draw(one, [one]);
  expect(screen.getByText("Pool one")).toBeTruthy();
  expect(screen.getByText("https://one.example")).toBeTruthy();
  expect(screen.queryByRole("combobox")).toBe(null);
});

test("in the demo the banner has said it", () => {
  draw(one, [one], true);
  expect(screen.getByText("the screen")).toBeTruthy();
  expect(screen.queryByText("Pool one")).toBe(null);
});

test("a tab that stands on another connection goes back to it, and shows nothing of this one", async () => {
  at.path = "/users";
  draw(two);
  expect(screen.queryByText("the screen")).toBe(null);
  await waitFor(() => expect(at.replace).toHaveBeenCalledWith("/users?connection=one"));
});

test("an address that names a connection is followed, unless rows are loaded for another", async () => {
  at.asked = "two";
  rows();
  draw(two);
  await waitFor(() => expect(at.replace).toHaveBeenCalledWith("/?connection=one"));
  rows({ any: () => false });
  draw(two);
  expect(screen.getByText("the screen")).toBeTruthy();
});

test("another is chosen, kept for the next visit, and written into the address", async () => {
  const user = draw();
  await pick(user, "two");
  expect(remember).toHaveBeenCalledWith("two");
  expect(at.replace).toHaveBeenCalledWith("/?connection=two");
});

test("a user of one pool is not looked for in the other", async () => {
  at.path = "/users/5f8d0d55b54764421b7156c1";
  await pick(draw(), "two");
  expect(at.replace).toHaveBeenCalledWith("/users?connection=two");
});

test.each([
  [false, /have to be looked up again/, "Change connection"],
  [true, /have been sent to the present pool/, "Start over there"],
])("with rows loaded (sent: %s) it says what will be forgotten, and asks", async (sent, said, button) => {
  const own = rows({ sent: () => sent });
  const user = draw();
  await pick(user, "two");
  expect(screen.getByRole("dialog").textContent).toContain("https://two.example");
  expect(screen.getByText(said)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(own.leave).not.toHaveBeenCalled();
  expect(at.replace).not.toHaveBeenCalled();
  await pick(user, "two");
  await user.click(screen.getByRole("button", { name: button }));
  expect(own.leave).toHaveBeenCalledOnce();
  expect(at.replace).toHaveBeenCalledWith("/?connection=two");
});

test("while a run of the tab is under way it cannot be changed", async () => {
  const own = rows({ busy: () => true, sent: () => true });
  await pick(draw(), "two");
  expect(screen.queryByRole("dialog")).toBe(null);
  expect(own.leave).not.toHaveBeenCalled();
  expect(at.replace).not.toHaveBeenCalled();
});
