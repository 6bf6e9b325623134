import { csvOf } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("a worker that dies takes the rows along; the page says so and reads the file again", async ({
  app,
  sandbox,
  watch,
}) => {
  watch.expect(/for want of memory/);
  await app.open();
  await app.choose(csvOf(people(sandbox, 3)));
  await app.expectCounts({ ready: 3 });
  const [worker] = app.page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new RangeError("for want of memory");
    });
  });
  await expect(app.page.getByRole("alert").filter({ hasText: t("dead.title") })).toBeVisible();
  await expect(app.grid).toHaveCount(0);
  await app.page.getByRole("button", { name: t("dead.again", { files: 1 }) }).click();
  await app.expectCounts({ ready: 3 });
  await app.importAll(3);
  await app.expectCounts({ verified: 3 });
});
