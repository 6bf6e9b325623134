import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { freshDataFolder } from "@/scripts/support/test-database";
import { currentSession } from "./session";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));

let open: OpenDatabase;
const silent = createServer(() => undefined);
beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const env = {
    FERRY_SECRET: "a secret of these tests, long enough for it",
    FERRY_URL: "http://127.0.0.1:3000",
    FERRY_OIDC_ISSUER: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    FERRY_OIDC_CLIENT_ID: "ferry",
    FERRY_OIDC_CLIENT_SECRET: "a secret of the provider",
    FERRY_OIDC_ROLES: "ferry-admins=admin",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}, 60_000);
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await open.close();
});

test("a provider that does not answer keeps nobody waiting who does not sign in by it", async () => {
  expect(await currentSession()).toBeNull();
}, 5_000);
