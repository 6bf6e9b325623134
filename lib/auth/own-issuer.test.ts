import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { freshDataFolder } from "@/scripts/support/test-database";
import { getEngine } from "./engine";
import { providerLink } from "./provider-link";
import { browser } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown, log: vi.fn() }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));
vi.mock("@/lib/log/log", () => ({ log: given.log }));

const ORIGIN = "http://127.0.0.1:3000";
const SECRET = "a secret of the provider";
const OTHER = "https://somebody-else.example";

let open: OpenDatabase;
let issuer = "";
let told = "";
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({
      issuer: told,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ["RS256"],
    }),
  );
});

beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    FERRY_SECRET: "a secret of these tests, long enough for it",
    FERRY_URL: ORIGIN,
    FERRY_OIDC_ISSUER: issuer,
    FERRY_OIDC_CLIENT_ID: "ferry",
    FERRY_OIDC_CLIENT_SECRET: SECRET,
    FERRY_OIDC_ROLES: "ferry-admins=admin",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
beforeEach(() => {
  // A server that has just been started.
  Reflect.deleteProperty(globalThis, Symbol.for("otp-ferry.sign-in"));
  given.log.mockClear();
  browser.clear();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await open.close();
});

test("a document of another issuer: nobody is sent there, and the log says why without a secret", async () => {
  told = OTHER;
  for (const _ of ["first", "again"]) expect(await providerLink("/")).toEqual({ state: "silent" });
  expect(given.log).toHaveBeenCalledWith("error", "oidc_issuer_differs", { configured: issuer, told: OTHER });
  expect(JSON.stringify(given.log.mock.calls)).not.toContain(SECRET);
});

test("set right at the provider, it works without a restart", async () => {
  told = OTHER;
  await providerLink("/");
  told = issuer;
  expect(await providerLink("/")).toMatchObject({ state: "to" });
});

test("a slash at the end makes no other issuer", async () => {
  told = `${issuer}/`;
  expect(await providerLink("/")).toMatchObject({ state: "to" });
});

test("an answer by way of another issuer: its code is not redeemed", async () => {
  told = issuer;
  const reply = await providerLink("/");
  const state = reply.state === "to" ? (new URL(reply.url).searchParams.get("state") ?? "") : "";
  Reflect.deleteProperty(globalThis, Symbol.for("otp-ferry.sign-in"));
  told = OTHER;
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
  const url = `${ORIGIN}/api/auth/callback/oidc?code=code&state=${encodeURIComponent(state)}`;
  const response = await (await getEngine()).handler(new Request(url, { headers: { cookie } }));
  expect(response.headers.get("location")).toBe(`${ORIGIN}/sign-in?error=provider`);
  expect(asked).not.toContain("/token");
});
