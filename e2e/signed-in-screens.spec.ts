import { expectNoSidewaysScroll, expectNoViolation } from "@/e2e/support/axe";
import { hydrated } from "@/e2e/support/hydrated";
import { codeOf, join, OWNER, signIn, welcomeLink } from "@/e2e/support/sign-in";
import { expect, test } from "@/e2e/support/test";
import { wordsOf } from "@/e2e/support/words";

const env = { FERRY_SIGN_IN: "required", FERRY_SECRET: "a secret of these tests, long enough for it" };

for (const { name, locale, colorScheme, viewport } of [
  {
    name: "light, wide, English",
    locale: "en",
    colorScheme: "light",
    viewport: { width: 1440, height: 900 },
  },
  {
    name: "dark, narrow, Chinese",
    locale: "zh-CN",
    colorScheme: "dark",
    viewport: { width: 320, height: 640 },
  },
] as const) {
  test.describe(name, () => {
    test.use({ locale, colorScheme, viewport });

    test("every screen that exists only with sign-in passes axe", async ({
      anotherConsole,
      sandbox,
      browser,
      page,
      watch,
    }) => {
      test.setTimeout(240_000);
      const words = wordsOf(locale);
      const check = async (state: string, on = page) => {
        await expectNoViolation(on, state);
        await expectNoSidewaysScroll(on, state);
      };
      const press = (label: string, within = page) =>
        within.getByRole("button", { name: label, exact: true }).click();
      const { url, ...server } = await anotherConsole(sandbox, {
        env,
        reaches: ["https://staging.example.com"],
      });
      const open = async (path: string) => {
        await page.goto(url + path);
        await hydrated(page);
      };

      const link = await welcomeLink({ url, ...server });
      await page.goto(link);
      await press(words("welcome.join"));
      await expect(page.getByText(words("welcome.nameMissing"))).toBeVisible();
      await check("welcome, with mistakes");
      await join(page, link, OWNER, words);
      await check("a second factor is offered");
      await press(words("welcome.offerYes"));
      const key = (await page.locator("code").textContent()) ?? "";
      await check("an authenticator app to set up");
      await page.getByRole("textbox", { name: words("account.code") }).fill(codeOf(key));
      await press(words("account.confirm"));
      await expect(page.getByText(words("account.backupTitle"))).toBeVisible();
      await check("backup codes");

      const newcomer = await browser.newContext({ locale, colorScheme, viewport });
      const other = await newcomer.newPage();
      await other.goto(`${url}/sign-in`);
      await signIn(other, OWNER.email, "not the password at all", words);
      await expect(other.getByText(words("signIn.said.wrong"))).toBeVisible();
      await check("sign-in, wrong", other);
      await signIn(other, OWNER.email, OWNER.password, words);
      await other.getByRole("textbox", { name: words("signIn.code") }).fill("000000");
      await press(words("signIn.enter"), other);
      await expect(other.getByText(words("signIn.said.wrongCode"))).toBeVisible();
      await check("sign-in, a wrong code", other);

      await open("/people");
      await check("people, alone");
      await page.getByLabel(words("signIn.email")).fill("support@example.com");
      await page.getByLabel(words("account.role"), { exact: true }).selectOption("support");
      await press(words("people.makeLink"));
      const shown = page.getByText(/\/welcome#/);
      const invitation = (await shown.textContent()) ?? "";
      await check("people, a link");
      await join(other, invitation, { ...OWNER, name: "Grace Hopper", email: "" }, words);
      await other.goto(`${url}/history`);
      await expect(other.getByText(words("app.forbiddenTitle"))).toBeVisible();
      await check("forbidden", other);
      await page.getByLabel(words("signIn.email")).fill("auditor@example.com");
      await press(words("people.makeLink"));
      await expect(shown).not.toHaveText(invitation);
      await open("/people");
      await check("people, with an open invitation");
      const role = page.getByRole("combobox", { name: words("people.roleOf", { name: "Grace Hopper" }) });
      await role.selectOption("admin");
      await expect(page.getByRole("dialog")).toBeVisible();
      await check("people, another role");
      await press(words("app.cancel"));
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(role).toHaveValue("support");
      await press(words("people.moreOf", { name: "Grace Hopper" }));
      await check("people, menu");
      await page.getByRole("menuitem", { name: words("people.remove") }).click();
      await check("people, remove");

      await open("/connections");
      await check("connections");
      await press(words("connection.add"));
      const dialog = page.getByRole("dialog");
      await press(words("connection.addSubmit"));
      await expect(dialog.getByText(words("connection.problem.empty"))).toHaveCount(4);
      await check("connections, add with mistakes");
      await dialog.getByLabel(words("connection.name")).fill("Staging");
      await dialog.getByLabel(words("connection.host")).fill("https://staging.example.com");
      await dialog.getByLabel(words("connection.keyId")).fill("6540f1d2c0ffee0123456789");
      await dialog.getByLabel(words("connection.keySecret")).fill("0123456789abcdef0123456789abcdef");
      await press(words("connection.addSubmit"));
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("heading", { name: "Staging" })).toBeVisible();
      await check("connections, two");
      await press(words("connection.share"));
      await expect(dialog).toBeVisible();
      await check("connections, share");
      await press(words("connection.cancel"));

      for (const path of ["/", "/users"]) {
        await open(path);
        await expect(page.getByRole("combobox", { name: words("connection.choose") })).toBeVisible();
        await check(path === "/" ? "picker import" : "picker users");
      }
      await open("/audit");
      await expect(page.getByRole("table")).toBeVisible();
      await check("audit");
      await open("/account");
      await press(words("account.replace"));
      await check("account");
      await press(words("app.signedInAs", { name: OWNER.name, role: words("role.owner") }));
      await check("the person's menu");

      // The session ends elsewhere.
      watch.expect(/401/);
      await page.keyboard.press("Escape");
      await page.context().clearCookies({ name: /session/ });
      await page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await expect(page.getByText(words("session.outTitle"))).toBeVisible();
      await check("signed out");
      await newcomer.close();
    });
  });
}
