import { createServer } from "node:net";
import { DOORS, doors } from "@/e2e/support/doors";
import { codeOf, cookiesOf, join, OWNER, signIn, signOut, welcomeLink } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import { type Claims, startProvider, type TestProvider } from "@/scripts/support/openid-provider";

const NAME = "Example ID";
let provider: TestProvider;
let url = "";

/** Both have to know the console's address before it starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

test.beforeAll(async () => {
  provider = await startProvider(() => url);
});
test.afterAll(() => provider.stop());

const claims = (email: string, roles: string[], name: string): Claims => ({
  email,
  email_verified: true,
  name,
  roles,
});

test("people come in by their provider with the role it tells; who comes by password does nothing before a second factor", async ({
  anotherConsole,
  sandbox,
  page,
  watch,
}) => {
  test.setTimeout(180_000);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const server = await anotherConsole(sandbox, {
    port,
    env: {
      FERRY_SIGN_IN: "required",
      FERRY_SECOND_FACTOR: "required",
      FERRY_SECRET: "a secret of these tests, long enough for it",
      FERRY_URL: url,
      FERRY_OIDC_ISSUER: provider.issuer,
      FERRY_OIDC_CLIENT_ID: provider.clientId,
      FERRY_OIDC_CLIENT_SECRET: provider.clientSecret,
      FERRY_OIDC_NAME: NAME,
      FERRY_OIDC_ROLES: "ferry-admins=admin, ferry-auditors=auditor",
    },
  });
  watch.trust(provider.issuer);
  watch.expect(/401|403/);
  const link = await welcomeLink(server);
  const byProvider = async (who: string, as: Claims) => {
    provider.who = who;
    provider.people[who] = as;
    // Somebody else sits there: the provider's own session is not theirs.
    await page.context().clearCookies({ name: /^_/ });
    await page.getByRole("button", { name: t("signIn.by", { name: NAME }) }).click();
  };

  await test.step("listed: in, back where they wanted to go, with the role of the claim", async () => {
    await page.goto(`${url}/history`);
    await byProvider("grace", claims("grace@example.com", ["ferry-auditors"], "Grace Hopper"));
    await expect(page).toHaveURL(`${url}/history`);
    const signedIn = { name: "Grace Hopper", role: t("role.auditor") };
    await expect(page.getByRole("button", { name: t("app.signedInAs", signedIn) })).toBeVisible();
    await page.goto(`${url}/people`);
    await expect(page.getByText(t("app.forbiddenTitle"))).toBeVisible();
    await page.goto(`${url}/account`);
    await expect(page.getByText(t("account.byProvider"))).toBeVisible();
    const cookies = await page.context().cookies(url);
    const session = cookies.find(({ name }) => name.endsWith("session_token"));
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", domain: "127.0.0.1" });
    await page.goto(`${url}/history`);
    await signOut(page);
  });

  await test.step("not listed, or with somebody's address: told so, and not in", async () => {
    await byProvider("eve", claims("eve@example.com", ["guests"], "Eve"));
    await expect(page.getByText(t("signIn.refusal.no_role"))).toBeVisible();
    await byProvider("mallory", claims("grace@example.com", ["ferry-admins"], "Mallory"));
    await expect(page.getByText(t("signIn.refusal.other_account"))).toBeVisible();
    await page.goto(`${url}/history`);
    await expect(page).toHaveURL(`${url}/sign-in?next=%2Fhistory`);
  });

  await test.step("by password: led to a second factor, and nowhere else", async () => {
    await join(page, link, OWNER);
    await expect(page.getByText(t("welcome.offerRequired"))).toBeVisible();
    await expect(page.getByRole("button", { name: t("welcome.offerLater") })).toHaveCount(0);
    for (const path of ["/", "/people", "/connections", "/users", "/audit"]) {
      await page.goto(url + path);
      await expect(page, path).toHaveURL(`${url}/account`);
    }
    await expect(page.getByText(t("account.owesTitle"))).toBeVisible();
    const cookie = await cookiesOf(page.context(), url);
    const open: string[] = [];
    for (const [door, call] of await doors(url)) {
      // One's own account, or what is for everybody.
      const own = /^app\/account\/|^GET \/account$/.test(door) || DOORS[door] === "anybody";
      if (!own && (await call(cookie)) === 200) open.push(door);
    }
    expect(open).toEqual([]);
  });

  await test.step("with it set up everything is open, and the next sign-in asks for it", async () => {
    await page.getByRole("button", { name: t("account.setUp") }).click();
    await page.getByRole("textbox", { name: t("signIn.password"), exact: true }).fill(OWNER.password);
    await page.keyboard.press("Enter");
    const key = (await page.locator("code").textContent()) ?? "";
    await page.getByRole("textbox", { name: t("account.code") }).fill(codeOf(key));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: t("account.backupKept") }).click();
    await page.goto(`${url}/people`);
    await expect(page.getByText("grace@example.com")).toBeVisible();
    await signOut(page);
    await signIn(page, OWNER.email, OWNER.password);
    await expect(page.getByRole("textbox", { name: t("signIn.code") })).toBeVisible();
    await page.goto(`${url}/people`);
    await expect(page, "the password alone is no session").toHaveURL(`${url}/sign-in?next=%2Fpeople`);
  });
});
