import { expectNoSidewaysScroll, expectNoViolation } from "./support/axe";
import { csvOf } from "./support/files";
import { dropOn } from "./support/import-screen";
import { enrolledUser, inactiveUser, people, secretOf } from "./support/people";
import { expect, test } from "./support/test";
import { codeOf, UsersScreen } from "./support/users-screen";
import { t, wordsOf } from "./support/words";

for (const { name, use } of [
  { name: "light, wide", use: { colorScheme: "light", viewport: { width: 1280, height: 800 } } },
  { name: "dark, narrow", use: { colorScheme: "dark", viewport: { width: 320, height: 700 } } },
] as const) {
  test.describe(name, () => {
    test.use(use);

    test("every state of the Users screens passes axe", async ({ page }) => {
      test.setTimeout(120_000);
      const check = async (state: string) => {
        await expectNoViolation(page, state);
        await expectNoSidewaysScroll(page, state);
      };
      const users = new UsersScreen(page);
      await users.open();
      await check("nothing typed");
      await users.box.fill("example.com");
      await expect(users.options).toHaveCount(20);
      await check("many found");
      await users.box.fill("nobody at all");
      await expect(page.getByText(t("users.nobodyFoundText"))).toBeVisible();
      await check("nobody found");

      await page.goto(`/users/${"f".repeat(24)}`);
      await expect(page.getByText(t("users.nobodyHereText"))).toBeVisible();
      await check("no such user");
    });

    test("every state of a user's page passes axe", async ({ page, sandbox }) => {
      test.setTimeout(120_000);
      const check = async (state: string) => {
        await expectNoViolation(page, state);
        await expectNoSidewaysScroll(page, state);
      };
      const users = new UsersScreen(page);
      const user = enrolledUser(sandbox);
      await users.openUser(user.userId);
      await users.compare("000000");
      await expect(users.check).toContainText(t("users.check.wrong"));
      await check("a wrong code");
      await dropOn(users.fix, [csvOf(people(sandbox, 30))]);
      await expect(users.fix.getByRole("searchbox")).toBeVisible();
      await check("records to pick from");
      await users.button("users.otherWay", users.fix).click();
      await users.button("users.makeNew").click();
      await users.saveButton.or(users.replaceButton).click();
      await check("a new one, with a mistake");
      await users.button("users.otherWay", users.fix).click();
      await users.secret.fill(secretOf("new"));
      await users.code.fill(codeOf(secretOf("new")));
      await users.replaceButton.click();
      await expect(users.dialog).toBeVisible();
      await check("asked whether to replace");
      sandbox.set({ refuseUsers: [user.userId] });
      await users.button("users.replaceDo", users.dialog).click();
      await expect(users.prove).toContainText(t("refusal.invalid"));
      await check("refused");
      await users.openUser(inactiveUser(sandbox).userId);
      await check("inactive");
    });
  });
}

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("a user is found, fixed and proved", async ({ page, sandbox }) => {
    const zh = wordsOf("zh-CN");
    const users = new UsersScreen(page, zh);
    const [ann] = people(sandbox, 1);
    if (!ann) throw new Error("no such user");
    await users.open();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("users.title"));
    await users.box.fill(ann.email);
    await expect(users.options).toHaveCount(1);
    await page.keyboard.press("Enter");
    await users.compare("123456");
    await expect(users.check).toContainText(zh("users.check.no_otp"));
    await users.secret.fill(ann.secret);
    await users.code.fill(codeOf(ann.secret));
    await expect(users.prove).toContainText(zh("users.proves"));
    await users.saveButton.click();
    await users.expectSaved();
    await expectNoViolation(page, "saved, in Chinese");
  });
});
