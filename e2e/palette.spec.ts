import { expectNoSidewaysScroll, expectNoViolation } from "@/e2e/support/axe";
import { csvOf } from "@/e2e/support/files";
import { hydrated } from "@/e2e/support/hydrated";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t, wordsOf } from "@/e2e/support/words";

test("what can be done is found by typing, on every screen", async ({ app, page, sandbox }) => {
  await app.open();
  await app.choose(csvOf(people(sandbox, 3)));
  await app.expectCounts({ ready: 3 });
  const field = app.dialog.getByRole("combobox", { name: t("palette.search") });
  const options = app.dialog.getByRole("option");

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await expect(options.filter({ hasText: t("run.import", { rows: 3 }) })).toHaveCount(1);
  await expectNoViolation(page, "palette");
  await field.fill("replace find");
  await expect(options).toHaveText([`${t("replace.tool")}Ctrl+H`]);
  await page.keyboard.press("Enter");
  await expect(app.dialog.getByRole("heading", { name: t("replace.tool") })).toBeVisible();
  // Over a dialog it does not open.
  await page.keyboard.press("Control+k");
  await expect(field).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(app.dialog).toHaveCount(0);

  await page.getByRole("button", { name: t("app.commands") }).click();
  await field.fill("nothing of the kind");
  await expect(app.dialog.getByRole("status")).toHaveText(t("palette.none"));
  await field.fill(t("palette.goTo", { screen: t("app.history") }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("runs.title"));
  await hydrated(page);
  await page.keyboard.press("Control+k");
  await expect(options.filter({ hasText: t("replace.tool") })).toHaveCount(0);
  await field.fill("简体");
  await page.keyboard.press("Enter");
  const zh = wordsOf("zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("runs.title"));
  await page.keyboard.press("Control+k");
  await app.dialog.getByRole("combobox").fill(zh("keys.help"));
  await page.keyboard.press("Enter");
  await expect(app.dialog.getByRole("row", { name: zh("keys.palette") })).toContainText("Ctrl+K");
});

test("it fits a narrow screen, and the arrows go round", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 480 });
  await page.goto("/history");
  await hydrated(page);
  await page.getByRole("button", { name: t("app.commands") }).click();
  const options = page.getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await expect(options.last()).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expectNoViolation(page, "palette, narrow");
  await expectNoSidewaysScroll(page, "palette, narrow");
});
