import { csvOf, file, HEADER, line, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { cast, type Person, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type { RunningSandbox } from "@/lib/sandbox/server";

/** A good, a bad and a good row; returns the bad one. */
async function openThree(app: ImportScreen, sandbox: RunningSandbox): Promise<Person> {
  const { first, bad, last } = cast(sandbox, "first", "bad", "last");
  await app.open();
  await app.choose(
    file(
      "three.csv",
      table([HEADER, line(first), line({ ...bad, secret: `0${bad.secret.slice(1)}` }), line(last)]),
    ),
  );
  await app.expectCounts({ ready: 2, blocked: 1 });
  return bad;
}

/** The grid has the focus and its cursor is on the secret of the second row. */
async function walkToSecret(app: ImportScreen): Promise<void> {
  await app.grid.focus();
  await app.page.keyboard.press("Control+Home");
  await app.page.keyboard.press("ArrowDown");
  const names = await app.grid.getByRole("columnheader").allTextContents();
  const at = names.findIndex((name) => name.trim() === t("table.secret"));
  for (let step = 0; step < at; step++) await app.page.keyboard.press("ArrowRight");
}

const editor = (app: ImportScreen, field: "user" | "secret" | "recoveryCode", line: number) =>
  app.grid.getByRole("textbox", { name: t("table.edit", { field: t(`table.${field}`), line }) });

test("a double click opens a cell, Enter keeps the change, and the verdict follows", async ({
  app,
  sandbox,
  page,
}) => {
  const bad = await openThree(app, sandbox);
  await (await app.cell(bad.userId, "secret")).dblclick();
  await expect(editor(app, "secret", 3)).toHaveValue(`0${bad.secret.slice(1)}`);
  await editor(app, "secret", 3).fill(bad.secret);
  await page.keyboard.press("Enter");
  await app.expectCounts({ ready: 3 });
  await app.expectState(bad.userId, "ready");
  await app.importAll(3);
  expect(sandbox.stored(bad.userId)?.secret).toBe(bad.secret);
});

test("the pencil opens a cell, and leaving the field keeps the change", async ({ app, sandbox }) => {
  const bad = await openThree(app, sandbox);
  const cell = await app.cell(bad.userId, "secret");
  await cell.hover();
  await cell.getByRole("button", { name: t("table.edit", { field: t("table.secret"), line: 3 }) }).click();
  await editor(app, "secret", 3).fill(bad.secret);
  await app.search.click();
  await app.expectCounts({ ready: 3 });
});

for (const key of ["F2", "Enter"]) {
  test(`with the keyboard alone: arrows, ${key}, Enter`, async ({ app, sandbox, page }) => {
    const bad = await openThree(app, sandbox);
    await walkToSecret(app);
    await page.keyboard.press(key);
    await expect(editor(app, "secret", 3)).toBeFocused();
    await page.keyboard.insertText(bad.secret);
    await page.keyboard.press("Enter");
    await app.expectCounts({ ready: 3 });
    await expect(app.grid).toBeFocused();
  });
}

test("Escape leaves the cell as it was", async ({ app, sandbox, page }) => {
  const bad = await openThree(app, sandbox);
  await walkToSecret(app);
  await page.keyboard.press("F2");
  await expect(editor(app, "secret", 3)).toBeFocused();
  await page.keyboard.insertText(bad.secret);
  await page.keyboard.press("Escape");
  await expect(editor(app, "secret", 3)).toBeHidden();
  await app.expectCounts({ ready: 2, blocked: 1 });
  await expect(app.grid).toBeFocused();
});

test("a good row made bad is not sent", async ({ app, sandbox }) => {
  const { spoilt, good } = cast(sandbox, "spoilt", "good");
  await app.open();
  await app.choose(csvOf([spoilt, good]));
  await app.edit(spoilt.userId, "secret", "not base32!");
  await app.expectCounts({ ready: 1, blocked: 1 });
  await app.importAll(1);
  await app.expectCounts({ verified: 1, blocked: 1 });
  expect(sentUsers(sandbox)).toEqual([good.userId]);
});

test("a removed row is not sent, and a restored one is", async ({ app, sandbox, page }) => {
  const { first, second, third, last } = cast(sandbox, "first", "second", "third", "last");
  await app.open();
  await app.choose(csvOf([first, second, third, last]));
  await app.expectCounts({ ready: 4 });
  await app
    .row(first.userId)
    .getByRole("button", { name: t("table.remove", { line: 2 }) })
    .click();
  await app
    .row(second.userId)
    .getByRole("button", { name: t("table.remove", { line: 3 }) })
    .click();
  await app.expectCounts({ ready: 2, removed: 2 });
  await app
    .row(second.userId)
    .getByRole("button", { name: t("table.restore", { line: 3 }) })
    .click();
  await app.expectCounts({ ready: 3, removed: 1 });

  await app.grid.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Delete");
  await app.expectCounts({ ready: 2, removed: 2 });
  await page.keyboard.press("Control+Delete");
  await app.expectCounts({ ready: 3, removed: 1 });

  await app.importAll(3);
  await app.expectCounts({ verified: 3, removed: 1 });
  expect(sentUsers(sandbox)).not.toContain(first.userId);
  expect(sandbox.stored(first.userId)).toBeUndefined();
});

test("removing one of two rows for the same user frees the other", async ({ app, sandbox }) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  await app.choose(csvOf([one, { ...one, secret: one.secret.split("").reverse().join("") }]));
  await app.expectCounts({ blocked: 2 });
  await app.grid.getByRole("button", { name: t("table.remove", { line: 3 }) }).click();
  await app.expectCounts({ ready: 1, removed: 1 });
  await app.importAll(1);
  expect(sandbox.stored(one.userId)?.secret).toBe(one.secret);
});

test("a row that GenAuth holds is erased here and can no longer be edited", async ({
  app,
  sandbox,
  page,
}) => {
  const { one, other } = cast(sandbox, "one", "other");
  await app.open();
  await app.choose(csvOf([one, other]));
  await app.importAll(2);
  await expect(await app.cell(one.userId, "secret")).toHaveText(t("table.forgotten"));
  await (await app.cell(one.userId, "user")).dblclick();
  await expect(app.inspector).toContainText(t("table.lockedDone"));
  await expect(app.grid.getByRole("textbox")).toHaveCount(0);
  await app.grid.focus();
  await page.keyboard.press("F2");
  await expect(app.grid.getByRole("textbox")).toHaveCount(0);
});
