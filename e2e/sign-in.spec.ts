import { codeOf, join, makeOwner, OWNER, signIn, signOut, welcomeLink } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

// A console of its own starts for each.
test.slow();

const env = { FERRY_SIGN_IN: "required", FERRY_SECRET: "a secret of these tests, long enough for it" };

test("the printed link makes the first owner, with a second factor, once", async ({
  anotherConsole,
  sandbox,
  page,
  watch,
}) => {
  // What the page still asks for while somebody signs out.
  watch.expect(/401/);
  const server = await anotherConsole(sandbox, { env });
  await page.goto(`${server.url}/history?state=done`);
  await expect(page, "nobody is signed in").toHaveURL(`${server.url}/sign-in?next=%2Fhistory%3Fstate%3Ddone`);

  const link = await welcomeLink(server);
  await join(page, link, OWNER);
  await page.getByRole("button", { name: t("welcome.offerYes") }).click();
  const key = (await page.locator("code").textContent()) ?? "";
  await page.getByRole("textbox", { name: t("account.code") }).fill(codeOf(key));
  await page.getByRole("button", { name: t("account.confirm") }).click();
  const listed = page.getByRole("list", { name: t("account.backupCodes") }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  const codes = await listed.allTextContents();
  await page.getByRole("button", { name: t("account.backupKept") }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  await expect(page.getByRole("button", { name: t("start.choose") })).toBeVisible();

  await signOut(page);
  await page.goto(link);
  await expect(page.getByText(t("welcome.voidTitle"))).toBeVisible();

  await page.goto(`${server.url}/history`);
  await signIn(page, OWNER.email, "not the password at all");
  await expect(page.getByText(t("signIn.said.wrong"))).toBeVisible();
  await signIn(page, "nobody@example.com", OWNER.password);
  await expect(page.getByText(t("signIn.said.wrong"))).toBeVisible();
  await signIn(page, OWNER.email, OWNER.password);
  await page.getByRole("textbox", { name: t("signIn.code") }).fill("000000");
  await page.getByRole("button", { name: t("signIn.enter"), exact: true }).click();
  await expect(page.getByText(t("signIn.said.wrongCode"))).toBeVisible();
  await page.getByRole("textbox", { name: t("signIn.code") }).fill(codeOf(key, 1));
  await page.getByRole("button", { name: t("signIn.enter"), exact: true }).click();
  await expect(page, "back to where one wanted to go").toHaveURL(`${server.url}/history`);

  await signOut(page);
  await signIn(page, OWNER.email, OWNER.password);
  await page.getByRole("button", { name: t("signIn.useBackup") }).click();
  await page.getByLabel(t("signIn.backupCode")).fill(codes[0] ?? "");
  await page.getByRole("button", { name: t("signIn.enter"), exact: true }).click();
  await expect(page).toHaveURL(`${server.url}/`);
  await signOut(page);
  await signIn(page, OWNER.email, OWNER.password);
  await page.getByRole("button", { name: t("signIn.useBackup") }).click();
  await page.getByLabel(t("signIn.backupCode")).fill(codes[0] ?? "");
  await page.getByRole("button", { name: t("signIn.enter"), exact: true }).click();
  await expect(page.getByText(t("signIn.said.wrongCode")), "a backup code works once").toBeVisible();
  expect(server.output().split(link.split("#")[1] ?? ""), "the token is printed once").toHaveLength(2);
});

test("a session that was idle for too long is over", async ({ anotherConsole, sandbox, page, watch }) => {
  const server = await anotherConsole(sandbox, { env: { ...env, FERRY_SESSION_IDLE_MINUTES: "0.2" } });
  await makeOwner(page, server);
  await page.goto(`${server.url}/history`);
  watch.expect(/401/);
  const status = () => page.evaluate(async () => (await fetch("/api/runs")).status);
  expect(await status()).toBe(200);
  await expect.poll(status, { intervals: [1_000], timeout: 60_000 }).toBe(401);
});
