import type { Locator, Page } from "@playwright/test";
import { HEADER, line, table } from "@/e2e/support/files";
import { cast, people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** Presses Tab (or Shift+Tab) until an element has the focus, and sees that it shows it. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await focused()); presses++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
  const ring = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  });
  expect(ring, "the focus is to be seen").toBe(true);
}

test("from an open page to verified rows without a mouse", async ({ app, sandbox, page }) => {
  const { first, bad, last } = cast(sandbox, "first", "bad", "last");
  const badLine = line({ ...bad, secret: `1${bad.secret.slice(1)}` });
  await app.open();

  await tabTo(page, page.getByRole("textbox", { name: t("start.paste") }));
  await page.keyboard.insertText(table([HEADER, line(first), badLine, line(last)], "\t"));
  await tabTo(page, page.getByRole("button", { name: t("start.pasteRead") }));
  await page.keyboard.press("Enter");
  await app.expectCounts({ ready: 2, blocked: 1 });

  // What had the focus has gone: the table has it.
  await expect(app.grid).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.inspector).toContainText(t("issue.secret_lookalike"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(app.editor).toBeFocused();
  await page.keyboard.insertText(bad.secret);
  await page.keyboard.press("Enter");
  await app.expectCounts({ ready: 3 });

  await tabTo(page, app.importButton(3), "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, app.confirmButton);
  await page.keyboard.press("Enter");
  await app.expectCounts({ verified: 3 });
  await expect(app.grid).toBeFocused();
  for (const { userId, secret } of [first, bad, last]) expect(sandbox.stored(userId)?.secret).toBe(secret);

  await tabTo(page, app.reportButton);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  await download;
});

test("the first Tab offers to skip to the content", async ({ app, page }) => {
  await app.open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: t("app.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
});

test("the grid is one stop on the way, and the cursor in it goes everywhere", async ({
  app,
  sandbox,
  page,
}) => {
  const persons = people(sandbox, 60);
  await app.open();
  await app.paste(table([HEADER, ...persons.map(line)]));
  await app.expectCounts({ ready: 60 });
  // Chosen by the mouse: it has the focus, and shows it from the first key on.
  await expect(app.grid).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await tabTo(page, app.grid);
  const active = () =>
    app.grid.evaluate((grid) => {
      const cell = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
      return [
        cell?.closest("[role=row]")?.getAttribute("aria-rowindex"),
        cell?.getAttribute("aria-colindex"),
      ];
    });
  const steps = [
    ["Control+Home", ["2", "1"]],
    ["ArrowRight", ["2", "2"]],
    ["ArrowDown", ["3", "2"]],
    ["End", ["3", "8"]],
    ["Home", ["3", "1"]],
    ["Control+End", ["61", "8"]],
    ["ArrowDown", ["61", "8"]],
    ["ArrowLeft", ["61", "7"]],
    ["Control+Home", ["2", "1"]],
    ["ArrowUp", ["2", "1"]],
  ] as const;
  for (const [key, place] of steps) {
    await page.keyboard.press(key);
    await expect.poll(active, key).toEqual(place);
  }
  await page.keyboard.press("PageDown");
  await expect.poll(async () => Number((await active())[0])).toBeGreaterThan(4);
});

test("keys pressed in a field are the field's own", async ({ app, sandbox, page }) => {
  await app.open();
  const { one, other } = cast(sandbox, "one", "other");
  await app.paste(table([HEADER, line(one), line(other)]));
  await app.expectCounts({ ready: 2 });
  await (await app.cell(one.userId, "user")).dblclick();
  await expect(app.editor).toBeFocused();
  for (const key of ["ArrowDown", "Delete", "Space", "Home", "End"]) await page.keyboard.press(key);
  await page.keyboard.press("Escape");
  await app.expectCounts({ ready: 2 });
});
