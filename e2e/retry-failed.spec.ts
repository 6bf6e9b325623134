import { expectNoViolation } from "@/e2e/support/axe";
import { csvOf } from "@/e2e/support/files";
import { ImportScreen } from "@/e2e/support/import-screen";
import { people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("the failed rows of a run, and no others, are sent again from its page once the file is there", async ({
  app,
  page,
  sandbox,
}) => {
  const persons = people(sandbox, 5);
  const refused = [persons[1]?.userId ?? "", persons[3]?.userId ?? ""];
  sandbox.set({ refuseUsers: refused.map((userId) => `${userId}:400`) });
  await app.open();
  // The fifth is not in the run, though in the file later: it has not failed.
  await app.choose(csvOf(persons.slice(0, 4), "people.csv"));
  await app.importAll(4);
  await app.expectCounts({ verified: 2, refused: 2 });
  const link = app.summary.getByRole("link", { name: t("run.receipt") });
  const address = await link.getAttribute("href");
  sandbox.set({ refuseUsers: [] });
  const before = sentUsers(sandbox).length;

  // Another tab: this one still holds the rows.
  const other = await page.context().newPage();
  await other.goto(address ?? "");
  await expect(other.getByText(t("runs.openTitle", { rows: 2 }))).toBeVisible();
  await expectNoViolation(other, "a run with failed rows");
  const picker = other.waitForEvent("filechooser");
  await other.getByRole("button", { name: t("retry.chooseFile") }).click();
  await (await picker).setFiles(csvOf(persons, "people.csv"));
  const notice = other.getByRole("status").filter({ hasText: t("retry.kept", { kept: 2, aside: 3 }) });
  await expect(notice).toBeVisible();
  await expectNoViolation(other, "a retry");
  const again = new ImportScreen(other);
  await again.importAll(2);
  await again.expectCounts({ verified: 2, removed: 3 });
  expect(sentUsers(sandbox).slice(before).sort()).toEqual(refused.sort());
});
