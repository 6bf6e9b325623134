import { expectNoViolation } from "@/e2e/support/axe";
import { csvOf } from "@/e2e/support/files";
import { ImportScreen } from "@/e2e/support/import-screen";
import { people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";

test("the same file again: says how far its import went, and goes on with it", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 3);
  const refused = persons[1]?.userId ?? "";
  sandbox.set({ refuseUsers: [`${refused}:400`] });
  await app.open();
  await app.choose(csvOf(persons));
  await app.importAll(3);
  await app.expectCounts({ verified: 2, refused: 1 });

  sandbox.set({ refuseUsers: [] });
  const before = sentUsers(sandbox).length;
  const again = new ImportScreen(await page.context().newPage());
  await again.open();
  await again.choose(csvOf(persons));
  const notice = again.page.getByRole("status").filter({ hasText: /An import of this file began on/ });
  await expect(notice).toContainText("2 of 3 rows came in.");
  await expectNoViolation(again.page, "a file that was imported before");

  await notice.getByRole("button", { name: /^Go on with the run of/ }).click();
  await again.confirmButton.click();
  await again.expectCounts({ verified: 3 });
  expect(sentUsers(sandbox).slice(before), "only the one that was missing").toEqual([refused]);
});

test("a file of another size is no file of before", async ({ app, page, sandbox }) => {
  const persons = people(sandbox, 3);
  await app.open();
  await app.choose(csvOf(persons.slice(0, 2)));
  await app.importAll(2);
  const other = new ImportScreen(await page.context().newPage());
  await other.open();
  const asked = other.page.waitForResponse(/\/api\/runs$/);
  await other.choose(csvOf(persons));
  await asked;
  await expect(other.importButton(3)).toBeEnabled();
  await expect(other.page.getByText(/An import of this file began on/)).toHaveCount(0);
});
