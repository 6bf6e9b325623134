import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type OpenDatabase, openDatabase } from "@/lib/db/open-database";
import { accounts, people } from "@/lib/db/people-schema";
import { audit } from "@/lib/db/schema";
import { type OidcSettings, readSignIn } from "@/lib/env/sign-in-settings";
import { type Claims, startProvider, type TestProvider } from "@/scripts/support/openid-provider";
import { freshDataFolder } from "@/scripts/support/test-database";
import { getEngine } from "./engine";
import { acceptInvitation, invitePerson } from "./invitations";
import { roleOf } from "./oidc";
import { providerLink } from "./provider-link";
import { currentSession } from "./session";
import { browser } from "./testing";

const given = vi.hoisted(() => ({ db: null as unknown }));
vi.mock("next/headers", async () => (await import("./testing")).nextHeaders);
vi.mock("@/lib/db/database", () => ({ getLedger: async () => ({ db: given.db }) }));

const ORIGIN = "http://127.0.0.1:3000";
let open: OpenDatabase;
let provider: TestProvider;

beforeAll(async () => {
  open = await openDatabase({ folder: await freshDataFolder() });
  given.db = open.db;
  provider = await startProvider(() => ORIGIN);
  const env = {
    FERRY_SECRET: "a secret of these tests, long enough for it",
    FERRY_URL: ORIGIN,
    FERRY_OIDC_ISSUER: provider.issuer,
    FERRY_OIDC_CLIENT_ID: provider.clientId,
    FERRY_OIDC_CLIENT_SECRET: provider.clientSecret,
    FERRY_OIDC_ROLES: "ferry-admins=admin, ferry-auditors=auditor",
    FERRY_OIDC_PEOPLE: "Ada@example.com=owner",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  await provider.stop();
  await open.close();
});
beforeEach(async () => {
  browser.clear();
  await open.db.delete(people);
});

const claims = (changes: Partial<Claims> = {}): Claims => ({
  email: "bob@example.com",
  email_verified: true,
  name: "Bob",
  roles: ["ferry-admins"],
  ...changes,
});

/** Goes where a browser would, up to where the console's own address comes. */
async function atProvider(link: string): Promise<string> {
  const jar = new Map<string, string>();
  for (let url = link; ; ) {
    if (url.startsWith(ORIGIN)) return url;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]?.split(/=(.*)/s) ?? [];
      jar.set(name, value);
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    url = new URL(next, url).href;
  }
}

/** What the console does with what the provider has answered; where it sends the browser. */
async function comeBack(url: string): Promise<string> {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
  const response = await (await getEngine()).handler(new Request(url, { headers: { cookie } }));
  for (const line of response.headers.getSetCookie()) {
    const [name = "", value = ""] = line.split(";")[0]?.split(/=(.*)/s) ?? [];
    if (/max-age=0/i.test(line)) browser.jar.delete(name);
    else browser.jar.set(name, decodeURIComponent(value));
  }
  return response.headers.get("location") ?? "";
}

async function linkTo(next: string): Promise<string> {
  const reply = await providerLink(next);
  return reply.state === "to" ? reply.url : "";
}

async function signIn(sub: string, as: Claims): Promise<string> {
  provider.who = sub;
  provider.people[sub] = as;
  return comeBack(await atProvider(await linkTo("/history")));
}

test("asks for a code, with PKCE, state and nonce, and never for more", async () => {
  const { searchParams } = new URL(await linkTo("/"));
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: `${ORIGIN}/api/auth/callback/oidc`,
    scope: "openid email profile",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/.{16}/),
    nonce: expect.stringMatching(/.{16}/),
  });
});

test("somebody with a role comes in, to where they wanted to go; no token of the provider is kept", async () => {
  expect(await signIn("bob", claims())).toBe("/history");
  expect(await currentSession()).toMatchObject({
    person: { name: "Bob", role: "admin" },
    owesSecondFactor: false,
  });
  const [account] = await open.db.select().from(accounts);
  expect(account).toMatchObject({ accessToken: null, refreshToken: null, idToken: null, password: null });
  const entries = await open.db.select().from(audit);
  expect(entries.at(-1)).toMatchObject({ action: "signed_in", name: "Bob", details: { by: "oidc" } });
});

test("the role is read again at each sign-in, and who has none any more is out everywhere", async () => {
  await signIn("bob", claims());
  const elsewhere = new Map(browser.jar);
  await signIn("bob", claims({ roles: ["ferry-auditors"] }));
  expect(await currentSession()).toMatchObject({ person: { role: "auditor" } });
  expect(await open.db.select().from(people)).toHaveLength(1);
  browser.clear();
  expect(await signIn("bob", claims({ roles: ["something else"] }))).toContain("/sign-in?error=no_role");
  expect(await currentSession()).toBeNull();
  browser.jar = elsewhere;
  expect(await currentSession()).toBeNull();
});

test.each([
  ["no role", claims({ roles: [] }), "no_role"],
  [
    "an address of the list that is not verified",
    claims({ email: "ada@example.com", email_verified: false }),
    "email_not_verified",
  ],
])("%s: nobody comes in, nothing is kept", async (_what, as, error) => {
  expect(await signIn("eve", as)).toContain(`/sign-in?error=${error}`);
  expect(await currentSession()).toBeNull();
  expect(await open.db.select().from(people)).toEqual([]);
});

test("a listed address has the role that the list says", async () => {
  await signIn("ada", claims({ email: "ada@example.com", name: "Ada" }));
  expect(await currentSession()).toMatchObject({ person: { name: "Ada", role: "owner" } });
});

test("an answer works once, for the browser that asked, with its own state", async () => {
  provider.who = "bob";
  provider.people.bob = claims();
  const answer = await atProvider(await linkTo("/"));
  const asked = new Map(browser.jar);
  browser.clear();
  expect(await comeBack(answer), "another browser").toContain("error=");
  expect(await currentSession()).toBeNull();

  browser.jar = new Map(asked);
  const forged = new URL(answer);
  forged.searchParams.set("state", "A".repeat(32));
  expect(await comeBack(forged.href), "another state").toContain("error=");
  expect(await currentSession()).toBeNull();

  browser.clear();
  const again = await atProvider(await linkTo("/"));
  const cookies = new Map(browser.jar);
  await comeBack(again);
  expect(await currentSession()).not.toBeNull();
  browser.jar = cookies;
  expect(await comeBack(again), "the same again").toContain("error=");
  expect(await currentSession()).toBeNull();
});

test("somebody else with the same address is not the same person, and changes nothing of theirs", async () => {
  await signIn("bob", claims());
  const bobs = new Map(browser.jar);
  browser.clear();
  expect(await signIn("mallory", claims({ roles: ["nothing"] }))).toContain("/sign-in?error=other_account");
  expect(await signIn("mallory", claims())).toContain("/sign-in?error=other_account");
  expect(await currentSession()).toBeNull();
  expect(await open.db.select().from(accounts)).toHaveLength(1);
  browser.jar = bobs;
  expect(await currentSession()).toMatchObject({ person: { name: "Bob", role: "admin" } });
});

test("who was invited by the same address is the same person", async () => {
  const invited = { name: "Bob", email: "bob@example.com", password: "heron lantern violet dust" };
  const token = await invitePerson(open.db, invited.email, "support");
  const person = await acceptInvitation(open.db, token ?? "", invited);
  expect(await signIn("bob", claims())).toBe("/history");
  expect(await currentSession()).toMatchObject({ person: { id: person?.id, role: "admin" } });
});

test("the answer may come to a server that has just been started", async () => {
  provider.who = "bob";
  provider.people.bob = claims();
  const answer = await atProvider(await linkTo("/history"));
  Reflect.deleteProperty(globalThis, Symbol.for("otp-ferry.sign-in"));
  expect(await comeBack(answer)).toBe("/history");
  expect(await currentSession()).toMatchObject({ person: { name: "Bob", role: "admin" } });
});

test("ways to the provider are given to one address up to a limit", async () => {
  browser.address = "192.0.2.77";
  const states = new Set<string>();
  for (let asked = 0; asked < 301; asked++) states.add((await providerLink("/")).state);
  expect(states).toEqual(new Set(["to", "later"]));
});

test("where to go afterwards is a path of this console and nothing else", async () => {
  provider.who = "bob";
  provider.people.bob = claims();
  for (const next of [
    "https://evil.example",
    "//evil.example",
    "/.//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ])
    expect(await comeBack(await atProvider(await linkTo(next)))).toBe("/");
});

const settings = (changes: Record<string, string>): OidcSettings => {
  const reading = readSignIn({
    FERRY_URL: ORIGIN,
    FERRY_OIDC_ISSUER: "https://id.example.com",
    FERRY_OIDC_CLIENT_ID: "id",
    FERRY_OIDC_CLIENT_SECRET: "secret",
    FERRY_OIDC_ROLES: "a=auditor, b=owner",
    ...changes,
  });
  if (!reading.ok || !reading.settings.oidc) throw new Error("No OIDC.");
  return reading.settings.oidc;
};

test.each([
  [{}, { roles: "a" }, "auditor"],
  [{}, { roles: ["a", "b"] }, "owner"],
  [{}, { roles: ["A"] }, null],
  [{}, { roles: { a: true } }, null],
  [{ FERRY_OIDC_ROLE_CLAIM: "realm_access.roles" }, { realm_access: { roles: ["b"] } }, "owner"],
  [{ FERRY_OIDC_ROLE_CLAIM: "https://example.com/roles" }, { "https://example.com/roles": ["b"] }, "owner"],
  [{ FERRY_OIDC_PEOPLE: "Eve@Example.com=support" }, { email: "eve@example.com" }, "support"],
  [{}, {}, null],
])("with %j, %j is %s", (changes, profile, role) => expect(roleOf(profile, settings(changes))).toBe(role));
