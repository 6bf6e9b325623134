import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { freshDataFolder } from "@/scripts/support/test-database";
import { acceptInvitation, inviteFirstOwner } from "./invitations";
import { signInByPassword } from "./sign-in";
import { browser } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));
vi.stubEnv("FERRY_URL", "https://ferry.example.com");

let open: OpenDatabase;
beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
});
afterAll(() => open.close());

test("behind https the session is in a cookie of this very host, for no script, no other site and no plain http", async () => {
  const ada = { name: "Ada", email: "ada@example.com", password: "heron lantern violet dust" };
  await acceptInvitation(open.db, await inviteFirstOwner(open.db), ada);
  await signInByPassword(ada.email, ada.password);
  expect([...browser.attributes.keys()]).toEqual(["__Host-ferry.session_token"]);
  const attributes = browser.attributes.get("__Host-ferry.session_token");
  expect(attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: "lax", path: "/" });
  expect(attributes).not.toHaveProperty("domain");
});
