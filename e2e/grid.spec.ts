import type { Page } from "@playwright/test";
import { expectNoViolation } from "@/e2e/support/axe";
import { HEADER, line, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { people, secretOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type { RunningSandbox } from "@/lib/sandbox/server";
import { MASK } from "@/lib/sheet/cell-text";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function openSixty(app: ImportScreen, sandbox: RunningSandbox) {
  const persons = people(sandbox, 60);
  await app.open();
  await app.paste(table([HEADER, ...persons.map(line)]));
  await app.expectCounts({ ready: 60 });
  return persons;
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** What another program has put on the clipboard. */
async function fromElsewhere(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => navigator.clipboard.writeText(given), text);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test("ranges are selected, copied, pasted, filled, cleared and removed as in a spreadsheet, and each is undone", async ({
  app,
  sandbox,
  page,
}) => {
  const persons = await openSixty(app, sandbox);
  const [first, second, third] = persons;
  if (!first || !second || !third) throw new Error("no people");
  const user = (text: string) => app.cell(text, "user");
  await (await user(first.userId)).click();
  await expect(app.grid).toBeFocused();

  await press(page, "Shift+ArrowDown", "Shift+ArrowRight");
  await expect(app.said).toHaveText(t("grid.selected", { rows: 2, columns: 2 }));
  await expect(app.selected).toHaveCount(4);
  await press(page, "Control+c");
  await expect(app.said).toContainText(t("grid.copiedMasked", { rows: 2, columns: 2, mask: MASK }));
  expect(await clipboard(page)).toBe(`${first.userId}\t${MASK}\n${second.userId}\t${MASK}`);

  // A block from a spreadsheet, laid from the first cell; the last of its rows hang over the end of the table.
  await press(page, "Control+End", "ArrowUp", "Home", "ArrowRight");
  const [a, b, c] = ["a", "b", "c"].map((name) => [`0000000000000000000000${name}${name}`, secretOf(name)]);
  await fromElsewhere(page, table([a ?? [], b ?? [], c ?? []], "\t"));
  await press(page, "Control+v");
  await expect(app.said).toHaveText(
    `${t("grid.changed.paste", { cells: 4, rows: 2 })} ${t("grid.beyond", { rows: 1 })}`,
  );
  await expect(app.row(a?.[0] ?? "")).toBeVisible();

  await press(page, "Control+Shift+ArrowUp", "Control+d");
  await expect(app.said).toContainText(t("grid.changed.fill", { cells: 58, rows: 58 }));
  await app.expectCounts({ ready: 1, blocked: 59 });
  await press(page, "Delete");
  await expect(app.said).toContainText(t("grid.changed.clear", { cells: 59, rows: 59 }));

  await press(page, "Control+z");
  await expect(
    page.getByText(t("history.undone", { step: t("history.step.clear", { rows: 59 }) })),
  ).toBeVisible();
  await press(page, "Control+z", "Control+z");
  await app.expectCounts({ ready: 60 });
  await press(page, "Control+y");
  await expect(
    page.getByText(t("history.redone", { step: t("history.step.paste", { rows: 2 }) })),
  ).toBeVisible();
  await press(page, "Control+Shift+Z", "Control+z", "Control+z");
  await app.expectCounts({ ready: 60 });

  await press(page, "Control+Home", "Shift+Space", "Shift+ArrowDown", "Shift+ArrowDown");
  await press(page, "Control+Delete");
  await expect(app.said).toHaveText(t("grid.rowsRemoved", { rows: 3 }));
  await app.expectCounts({ ready: 57, removed: 3 });
  await press(page, "Control+Delete");
  await app.expectCounts({ ready: 60 });

  await press(page, "Control+a");
  await expect(app.said).toHaveText(t("grid.selected", { rows: 60, columns: 7 }));
  await press(page, "Escape", "Control+Space");
  await expect(app.said).toHaveText(t("grid.selected", { rows: 60, columns: 1 }));
});

test("a range is drawn by mouse, and beyond the edge the table scrolls on", async ({
  app,
  sandbox,
  page,
}) => {
  const persons = await openSixty(app, sandbox);
  const cell = await app.cell(persons[1]?.userId ?? "", "user");
  const to = await app.cell(persons[3]?.userId ?? "", "secret");
  await cell.hover();
  await page.mouse.down();
  await to.hover();
  await expect(app.selected).toHaveCount(6);
  const box = await app.grid.boundingBox();
  if (!box) throw new Error("no grid");
  await page.mouse.move(box.x + 200, box.y + box.height + 60, { steps: 3 });
  await expect(app.said).toHaveText(t("grid.selected", { rows: 59, columns: 1 }));
  await page.mouse.up();
  const shown = await app.cell(persons[50]?.userId ?? "", "user");
  await shown.click({ modifiers: ["Shift"] });
  await expect(app.said).toHaveText(t("grid.selected", { rows: 50, columns: 1 }));
  await shown.click();
  await expect(app.selected).toHaveCount(1);
});

test("secrets go to the clipboard only by a second word, and are taken off it again", async ({
  app,
  sandbox,
  page,
}) => {
  await page.clock.install();
  const [first] = await openSixty(app, sandbox);
  if (!first) throw new Error("no people");
  await (await app.cell(first.userId, "secret")).click({ button: "right" });
  const entry = page.getByRole("menuitem", { name: t("grid.copySecrets") });
  await expect(entry).toBeVisible();
  await expectNoViolation(page, "menu of the selection");
  await entry.click();
  await expect(app.dialog).toContainText(t("grid.secretsText"));
  await app.dialog.getByRole("button", { name: t("grid.secretsYes") }).click();
  await expect(app.said).toContainText(t("grid.copiedSecrets", { rows: 1, columns: 1 }));
  expect(await clipboard(page)).toBe(first.secret);
  await page.clock.fastForward(31_000);
  await expect(app.said).toContainText(t("grid.clipboardCleared"));
  expect(await clipboard(page)).toBe("");
});

test("typing begins an edit, Tab and Enter go on, and no key is lost on the way", async ({
  app,
  sandbox,
  page,
}) => {
  const [first, second] = await openSixty(app, sandbox);
  if (!first || !second) throw new Error("no people");
  await (await app.cell(first.userId, "user")).click();
  await page.keyboard.type("abc");
  await expect(app.editor).toHaveValue("abc");
  await press(page, "Tab");
  await page.keyboard.type("NEVER");
  await press(page, "Escape", "ArrowLeft");
  await expect(app.row("abc")).toBeVisible();
  // The text of the cell comes from the worker; what is typed at once is typed over it.
  await press(page, "F2", "x", "Delete", "y", "Enter");
  await expect(app.row("xy")).toBeVisible();
  await press(page, "F2");
  await expect(app.editor).toHaveValue(second.userId);
  await press(page, "Shift+Enter");
  await app.expectCounts({ ready: 60 });

  // Scrolled out of sight, the field keeps what was typed.
  await page.keyboard.type("far");
  await app.grid.evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight;
  });
  await expect(app.row(first.userId)).toBeHidden();
  await page.keyboard.type("away");
  await expect(app.editor).toBeInViewport();
  await press(page, "Enter");
  await expect(app.row("faraway")).toBeVisible();
});

test("a row that is being sent says why it cannot be edited", async ({ app, sandbox, page }) => {
  const [first] = await openSixty(app, sandbox);
  sandbox.set({ latencyMs: 2_000 });
  await app.startImport(60);
  await expect(app.running).toBeVisible();
  await (await app.cell(first?.userId ?? "", "user")).click();
  await press(page, "F2");
  await expect(app.said).toHaveText(t("table.lockedRun"));
  await fromElsewhere(page, "x");
  await press(page, "Control+v");
  await expect(app.said).toContainText(t("grid.skippedLocked", { cells: 1 }));
  sandbox.set({ latencyMs: 0 });
  await app.expectCounts({ verified: 60 });
});

test("every key is on one sheet", async ({ app, sandbox, page }) => {
  await openSixty(app, sandbox);
  await app.grid.focus();
  await press(page, "?");
  await expect(app.dialog.getByRole("row", { name: t("keys.fill") })).toContainText("Ctrl+D");
  await expectNoViolation(page, "sheet of keys");
  await press(page, "Escape");
  await expect(app.grid).toBeFocused();
  await page.getByRole("button", { name: t("grid.keys") }).click();
  await expect(app.dialog).toBeVisible();
});
