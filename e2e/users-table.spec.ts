import { file, table } from "./support/files";
import { cast, people } from "./support/people";
import { expect, test } from "./support/test";
import { codeOf, UsersScreen } from "./support/users-screen";
import { t } from "./support/words";

test("a row opens its user filled in, what is saved is written back, and the table is where it was", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 200);
  const row = persons[150];
  if (!row) throw new Error("no such user");
  const users = new UsersScreen(page);
  await app.open();
  await app.choose(
    file(
      "many.csv",
      table([
        ["userId", "secret", "recoveryCode"],
        ...persons.map((one) => [one.userId, one.secret, one.recoveryCode]),
      ]),
    ),
  );
  await app.expectCounts({ ready: 200 });
  await app.grid.focus();
  await page.keyboard.press("Control+G");
  await page.keyboard.type("152");
  await page.keyboard.press("Enter");
  await expect(app.row(row.userId)).toBeVisible();
  const scroll = await app.grid.evaluate((grid) => grid.scrollTop);
  expect(scroll).toBeGreaterThan(0);
  await page.keyboard.press("Control+Enter");

  await expect(page).toHaveURL(new RegExp(`/users/${row.userId}$`));
  await expect(users.fix).toContainText(t("users.origin.file", { file: "many.csv", line: 152 }));
  await expect(users.recovery).toHaveValue(row.recoveryCode);
  await users.code.fill(codeOf(row.secret));
  await page.keyboard.press("Enter");
  await users.expectSaved();
  await page.getByRole("link", { name: t("users.toTable") }).click();

  await app.expectCounts({ ready: 199, verified: 1 });
  await app.expectState(row.userId, "verified");
  await expect(app.grid).toBeFocused();
  expect(await app.grid.evaluate((grid) => grid.scrollTop)).toBe(scroll);
  await expect(app.inspector).toContainText(t("inspector.title", { source: "many.csv", line: 152 }));
  await page.keyboard.press("ArrowDown");
  await expect(app.inspector).toContainText(t("inspector.title", { source: "many.csv", line: 153 }));
});

test("a row without a user id begins at the search, and the user chosen there is written into it", async ({
  app,
  page,
  sandbox,
}) => {
  const { ann } = cast(sandbox, "ann");
  const users = new UsersScreen(page);
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["email", "secret"],
        [ann.email, ann.secret],
      ]),
    ),
  );
  await app.expectCounts({ blocked: 1 });
  await (await app.cell(ann.email, "user")).click({ button: "right" });
  await page.getByRole("menuitem", { name: t("grid.openUser") }).click();
  await expect(users.box).toHaveValue(ann.email);
  await expect(page.getByText(t("users.forRow", { source: "one.csv", line: 2 }))).toBeVisible();
  await expect(users.options).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(users.fix).toContainText(t("users.picked", { bits: 160 }));
  expect(page.url()).not.toContain(ann.secret);
  await page.getByRole("link", { name: t("users.toTable") }).click();
  await app.expectCounts({ ready: 1 });
  await expect(app.row(ann.userId)).toBeVisible();
});

test("a row whose secret cannot be read brings its text along, to be typed right", async ({
  app,
  page,
  sandbox,
}) => {
  const { ann } = cast(sandbox, "ann");
  const users = new UsersScreen(page);
  await app.open();
  const wrong = `0${ann.secret.slice(1)}`;
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret"],
        [ann.userId, wrong],
      ]),
    ),
  );
  await app.expectCounts({ blocked: 1 });
  await app.grid.focus();
  await page.keyboard.press("Control+Enter");
  await expect(users.secret).toHaveValue(wrong);
  await expect(users.fix).toContainText(t("issue.secret_lookalike"));
  await users.secret.fill(ann.secret);
  await users.code.fill(codeOf(ann.secret));
  await users.saveButton.click();
  await users.expectSaved();
  await page.getByRole("link", { name: t("users.toTable") }).click();
  await app.expectCounts({ verified: 1 });
});
