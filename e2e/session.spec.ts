import { csvOf } from "@/e2e/support/files";
import { cast, people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("going to another screen and back keeps the rows, the changes and the filter's counts", async ({
  app,
  sandbox,
  page,
}) => {
  const { first, second, third } = cast(sandbox, "first", "second", "third");
  await app.open();
  await app.choose(csvOf([first, second, third]));
  await app.grid.getByRole("button", { name: t("table.remove", { line: 2 }) }).click();
  await app.expectCounts({ ready: 2, removed: 1 });
  await page.getByRole("link", { name: t("app.connections"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("connection.title"));
  await page.getByRole("link", { name: t("app.import"), exact: true }).click();
  await app.expectCounts({ ready: 2, removed: 1 });
  await expect(app.row(second.userId)).toBeVisible();
  await app.importAll(2);
});

test("a run goes on while another screen is open", async ({ app, sandbox, page }) => {
  sandbox.set({ latencyMs: 300 });
  await app.open();
  await app.choose(csvOf(people(sandbox, 150)));
  await app.startImport(150);
  await expect(app.running).toBeVisible();
  await page.getByRole("link", { name: t("app.connections"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("connection.title"));
  sandbox.set({ latencyMs: 0 });
  await page.getByRole("link", { name: t("app.import"), exact: true }).click();
  await app.expectCounts({ verified: 150 });
  await expect(app.summary).toContainText(t("run.doneTitle"));
});

test("closing the tab asks first while it holds rows", async ({ app, sandbox, page }) => {
  await app.open();
  await app.choose(csvOf(people(sandbox, 2)));
  await app.expectCounts({ ready: 2 });
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await app.expectCounts({ ready: 2 });
});

test("closing an empty tab asks nothing", async ({ app, page }) => {
  await app.open();
  await page.getByRole("textbox", { name: t("start.paste") }).click();
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(dialogs).toEqual([]);
});

test("starting over asks, and then the tab holds nothing", async ({ app, sandbox, page }) => {
  await app.open();
  await app.choose(csvOf(people(sandbox, 2)));
  await app.importAll(2);
  await page.getByRole("button", { name: t("sources.clear") }).click();
  await app.dialog.getByRole("button", { name: t("app.cancel") }).click();
  await app.expectCounts({ verified: 2 });
  await page.getByRole("button", { name: t("sources.clear") }).click();
  await app.dialog.getByRole("button", { name: t("sources.clearYes") }).click();
  await expect(page.getByRole("button", { name: t("start.choose") })).toBeVisible();
  await app.choose(csvOf(people(sandbox, 1)));
  await app.expectCounts({ ready: 1 });
  await expect(app.summary, "no word of the run before").toHaveCount(0);
});
