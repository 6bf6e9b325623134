import { csvOf } from "@/e2e/support/files";
import { hydrated } from "@/e2e/support/hydrated";
import { ImportScreen } from "@/e2e/support/import-screen";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t, wordsOf } from "@/e2e/support/words";

const zh = wordsOf("zh-CN");

test("the language is switched in place, rows and all, and is remembered", async ({ app, sandbox, page }) => {
  const persons = people(sandbox, 2);
  await app.open();
  await app.choose(csvOf(persons));
  await app.expectCounts({ ready: 2 });
  await page.getByRole("button", { name: t("app.language") }).click();
  await page.getByRole("menuitemradio", { name: "简体中文" }).click();
  const chinese = new ImportScreen(page, zh);
  await chinese.expectCounts({ ready: 2 });
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await chinese.importAll(2);
  await chinese.expectCounts({ verified: 2 });

  const again = await page.context().newPage();
  await again.goto("/");
  await expect(again.getByRole("heading", { level: 1 })).toHaveText(zh("start.title"));
  await again.close();
});

test.describe("a browser that asks for Chinese", () => {
  test.use({ locale: "zh-CN" });
  test("gets Chinese without a click", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("start.title"));
    await expect(page).toHaveTitle(zh("app.title"));
  });
});

const background = "getComputedStyle(document.body).backgroundColor";

test("the theme is switched in place, follows the system until then, and is remembered", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  const light = await page.evaluate<string>(background);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => page.evaluate<string>(background)).not.toBe(light);
  const dark = await page.evaluate<string>(background);

  const choose = async (theme: "light" | "dark") => {
    await page.getByRole("button", { name: t("app.theme") }).click();
    await page.getByRole("menuitemradio", { name: t(`app.themes.${theme}`) }).click();
  };
  await choose("light");
  await expect.poll(() => page.evaluate<string>(background)).toBe(light);
  await page.reload();
  await expect.poll(() => page.evaluate<string>(background)).toBe(light);
  await hydrated(page);
  await choose("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => page.evaluate<string>(background)).toBe(dark);
});

test("the sandbox says what it is on every page, and the real thing does not look like it", async ({
  page,
  sandbox,
  anotherConsole,
  watch,
}) => {
  watch.expect(/404/);
  for (const path of ["/", "/connection", "/nowhere"]) {
    await page.goto(path);
    await expect(page.getByText(t("app.sandboxNote"))).toBeVisible();
  }
  const real = await anotherConsole({
    host: sandbox.host,
    accessKeyId: "5f8d0d55b54764421b7156c1",
    accessKeySecret: "x",
  });
  await page.goto(real.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("signIn.title"));
  await expect(page.getByText(t("app.sandboxNote"))).toHaveCount(0);
  await expect(page.getByRole("button", { name: t("start.samples.first.name") })).toHaveCount(0);
});

test("an address that does not exist leads back to Import", async ({ page, watch }) => {
  watch.expect(/404/);
  const response = await page.goto("/nowhere");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("app.notFoundTitle"));
  await page.getByRole("link", { name: t("app.toImport") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("start.title"));
});
