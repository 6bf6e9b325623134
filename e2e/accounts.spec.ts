import { csvOf } from "@/e2e/support/files";
import { hydrated } from "@/e2e/support/hydrated";
import { ImportScreen } from "@/e2e/support/import-screen";
import { people } from "@/e2e/support/people";
import { join, makeOwner, OWNER, signIn } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

const ADMIN = { name: "Grace Hopper", email: "grace@example.com", password: OWNER.password };
const NEXT_PASSWORD = "three quite unrelated words";

test("people, their connections and their sessions, by keyboard: what an owner changes holds at once, and no work is lost", async ({
  anotherConsole,
  sandbox,
  browser,
  page,
}) => {
  test.setTimeout(180_000);
  const { host, accessKeyId, accessKeySecret } = sandbox;
  const server = await anotherConsole(sandbox, {
    env: {
      FERRY_SIGN_IN: "required",
      FERRY_SECRET: "a secret of these tests, long enough for it",
      FERRY_PRIVATE_HOSTS: new URL(host).host,
    },
  });
  const { url } = server;
  const press = async (name: string | RegExp, key = "Enter") => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press(key);
  };
  const typed = async (label: string, text: string) => {
    await page.getByRole("textbox", { name: label, exact: true }).focus();
    await page.keyboard.insertText(text);
  };
  const open = async (path: string) => {
    await page.goto(url + path);
    await hydrated(page);
  };

  await makeOwner(page, server);
  await open("/people");
  await typed(t("signIn.email"), ADMIN.email);
  await page.getByLabel(t("account.role"), { exact: true }).selectOption("admin");
  await press(t("people.makeLink"));
  const link = (await page.getByText(/\/welcome#/).textContent()) ?? "";
  const theirs = await browser.newContext();
  const admin = await theirs.newPage();
  await join(admin, link, { ...ADMIN, email: "" });
  const app = new ImportScreen(admin);
  const picker = admin.getByRole("combobox", { name: t("connection.choose") });
  const search = (connection: string) =>
    admin.evaluate(async (id) => {
      const body = JSON.stringify({ query: "nobody" });
      return (await fetch(`/api/users/search?connection=${id}`, { method: "POST", body })).status;
    }, connection);

  let staging = "";
  await test.step("a stored connection is for owners, until it is shared", async () => {
    await open("/connections");
    await press(t("connection.add"));
    await typed(t("connection.name"), "Staging");
    await typed(t("connection.host"), host);
    await typed(t("connection.keyId"), accessKeyId);
    await page.getByLabel(t("connection.keySecret")).focus();
    await page.keyboard.insertText(accessKeySecret);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Staging" })).toBeVisible();
    await open("/");
    const option = page.getByRole("option", { name: /^Staging/ });
    staging = (await option.getAttribute("value")) ?? "";
    await app.open(url);
    await expect(picker).toHaveCount(0);
    expect(await search(staging)).toBe(403);
    await app.open(`${url}/?connection=${staging}`);
    await expect(admin.getByRole("button", { name: t("start.choose") })).toHaveCount(0);

    await open("/connections");
    await press(t("connection.share"));
    await page.getByRole("checkbox", { name: ADMIN.name }).focus();
    await page.keyboard.press("Space");
    await press(t("connection.save"));
    await expect(page.getByRole("dialog")).toBeHidden();
    await app.open(`${url}/?connection=${staging}`);
    await expect(picker).toHaveValue(staging);
    expect(await search(staging)).toBe(200);
  });

  await test.step("a session that ends while rows are on the page: sign in in another tab, and go on", async () => {
    await app.choose(csvOf(people(sandbox, 2)));
    await app.expectCounts({ ready: 2 });
    await open("/people");
    await press(t("people.moreOf", { name: ADMIN.name }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("people.sessions", { sessions: 0 }))).toBeVisible();
    await admin.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(admin.getByText(t("session.outTitle"))).toBeVisible();
    const tab = theirs.waitForEvent("page");
    await admin.getByRole("link", { name: t("session.signIn") }).press("Enter");
    const other = await tab;
    await signIn(other, ADMIN.email, ADMIN.password);
    await other.waitForURL(`${url}/`);
    await other.close();
    await admin.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(admin.getByText(t("session.outTitle"))).toBeHidden();
    await app.importAll(2);
    await app.expectCounts({ verified: 2 });
  });

  await test.step("a connection that is shared no longer, and a role that is another, hold at the next request", async () => {
    await open("/connections");
    await press(t("connection.share"));
    await page.getByRole("checkbox", { name: ADMIN.name }).focus();
    await page.keyboard.press("Space");
    await press(t("connection.save"));
    await expect(page.getByRole("dialog")).toBeHidden();
    expect(await search(staging)).toBe(403);
    expect(await search("environment")).toBe(200);
    await open("/people");
    await page
      .getByRole("combobox", { name: t("people.roleOf", { name: ADMIN.name }) })
      .selectOption("auditor");
    expect(await search("environment")).toBe(200);
    await press(t("people.role"));
    await expect.poll(() => search("environment")).toBe(403);
    await theirs.close();
  });

  await test.step("a new password: said on the page that stays, and the old one is worth nothing", async () => {
    await open("/account");
    await typed(t("account.current"), OWNER.password);
    await page.getByLabel(t("account.next")).focus();
    await page.keyboard.insertText(NEXT_PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("account.passwordChanged"))).toBeVisible();
    const elsewhere = await browser.newContext();
    const guest = await elsewhere.newPage();
    await guest.goto(`${url}/sign-in`);
    await signIn(guest, OWNER.email, OWNER.password);
    await expect(guest.getByText(t("signIn.said.wrong"))).toBeVisible();
    await signIn(guest, OWNER.email, NEXT_PASSWORD);
    await guest.waitForURL(`${url}/`);
    await open("/account");
    await press(/^End the session of/);
    await expect(page.getByRole("button", { name: /^End the session of/ })).toHaveCount(0);
    await guest.goto(`${url}/history`);
    await expect(guest).toHaveURL(`${url}/sign-in?next=%2Fhistory`);
    await elsewhere.close();
  });
});
