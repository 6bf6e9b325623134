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

test.describe("on a wide screen", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("all screens begin at the same edge", async ({ page, watch }) => {
    watch.expect(/404/);
    const edges = new Map<string, number>();
    for (const path of ["/", "/users", "/history", "/connections", "/account", "/audit", "/nowhere"]) {
      await page.goto(path);
      const box = await page.getByRole("heading", { level: 1 }).boundingBox();
      edges.set(path, Math.round(box?.x ?? 0));
    }
    expect(new Set(edges.values()).size, JSON.stringify([...edges])).toBe(1);
  });
});

test("the longest parameters and the name of the file can be read in their cells", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, 2);
  const lines = persons.map(({ userId, secret }) => `${userId},${secret},SHA512,8,60`);
  await app.open();
  const users = {
    name: "users.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["user_id,secret,algorithm,digits,period", ...lines].join("\n")),
  };
  await app.choose(users);
  await app.expectCounts({ blocked: 2 });
  await app.choose(csvOf(people(sandbox, 3).slice(2), "more.csv"));
  await app.expectCounts({ blocked: 2, ready: 1 });
  for (const column of ["parameters", "line"] as const) {
    const cell = await app.cell(persons[0]?.userId ?? "", column);
    const clipped = () =>
      cell.evaluate((box) =>
        [...box.querySelectorAll<HTMLElement>("span.truncate")].map(
          ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
        ),
      );
    await expect.poll(clipped, { message: column }).toEqual([0]);
  }
});

test.describe("on a small laptop", () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test("every column of the table can be seen at once", async ({ app, sandbox }) => {
    await app.open();
    await app.choose(csvOf(people(sandbox, 2)));
    await app.expectCounts({ ready: 2 });
    const hidden = () => app.grid.evaluate((grid) => grid.scrollWidth - grid.clientWidth);
    await expect.poll(hidden).toBe(0);
  });
});
