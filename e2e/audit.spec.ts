import { readFileSync } from "node:fs";
import { expectNoViolation } from "@/e2e/support/axe";
import { file, table } from "@/e2e/support/files";
import { cast } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import { auditListSchema } from "@/lib/otp/audit-list";

test("what an admin does is listed, filtered, checked and exported, without secrets", async ({
  app,
  page,
  sandbox,
  server,
}) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret"],
        [one.userId, one.secret],
      ]),
    ),
  );
  await app.reveal(one.userId, 2);
  await expect(app.dialog).toContainText(one.secret);
  await page.keyboard.press("Escape");
  await app.importAll(1);
  await app.expectCounts({ verified: 1 });

  await page.goto(`${server.url}/audit`);
  const rows = page.getByRole("row");
  await expect(rows.filter({ hasText: t("audit.action.secrets_revealed") }).first()).toContainText(
    one.userId,
  );
  await expect(rows.filter({ hasText: t("audit.action.run_ended") }).first()).toContainText("verified=1");
  await expectNoViolation(page, "the audit");

  await page.getByLabel(t("audit.actionLabel")).selectOption(t("audit.action.run_opened"));
  await expect(rows.filter({ hasText: t("audit.action.run_ended") })).toHaveCount(0);
  await expect(rows.filter({ hasText: t("audit.action.run_opened") }).first()).toBeVisible();
  await page.getByLabel(t("audit.search")).fill("no such thing");
  await expect(page.getByText(t("audit.noMatch"))).toBeVisible();
  await page.getByLabel(t("audit.search")).fill("");
  await expect(rows.filter({ hasText: t("audit.action.run_opened") }).first()).toBeVisible();

  await page.getByRole("button", { name: t("audit.verify") }).click();
  await expect(page.getByRole("status").filter({ hasText: /whole/ })).toBeVisible();

  for (const format of ["csv", "json"] as const) {
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: t("audit.export", { kind: format.toUpperCase() }) }).click();
    const text = readFileSync(await (await downloading).path(), "utf8");
    expect(text).toContain("run_opened");
    expect(text, "as it is filtered").not.toContain("run_ended");
    expect(text).not.toContain(one.secret);
  }
  const { entries } = auditListSchema.parse(await (await page.request.get(`${server.url}/api/audit`)).json());
  expect(entries.filter(({ action }) => action === "audit_exported")).toHaveLength(2);
});

test("a secret that nobody could write down as seen is not shown, not edited and not copied", async ({
  app,
  page,
  sandbox,
  watch,
}) => {
  const { one } = cast(sandbox, "one");
  watch.expect(/\/api\/reveals/);
  await app.open();
  await app.choose(
    file(
      "one.csv",
      table([
        ["userId", "secret"],
        [one.userId, one.secret],
      ]),
    ),
  );
  await app.expectCounts({ ready: 1 });
  await page.route("**/api/reveals", (route) => route.abort());
  await app.reveal(one.userId, 2);
  await expect(app.dialog).toContainText(t("reveal.unrecordedTitle"));
  expect(await page.content()).not.toContain(one.secret);
  await page.keyboard.press("Escape");
  await (await app.cell(one.userId, "secret")).dblclick();
  await expect(app.dialog).toContainText(t("reveal.unrecordedTitle"));
  expect(
    await page.locator("input").evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value)),
  ).not.toContain(one.secret);
});
