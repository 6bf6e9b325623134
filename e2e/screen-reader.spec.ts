import { csvOf } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** The walk of docs/screen-reader.md: every line of it is a role and a name. */
test("the main job is done by roles and names alone", async ({ app, page, sandbox }) => {
  const persons = people(sandbox, 4);
  const [first] = persons;
  await app.open();

  await expect(page.getByRole("link", { name: t("app.skip") })).toHaveAttribute("href", "#content");
  const nav = page.getByRole("banner").getByRole("navigation", { name: t("app.nav") });
  await expect(nav.getByRole("link", { name: t("app.import"), exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1, name: t("start.title") })).toBeVisible();
  await expect(main.getByRole("list").first().getByRole("listitem")).toHaveCount(3);
  await app.choose(
    csvOf([...persons, { ...persons[0], secret: "ABC018" } as (typeof persons)[number]], "four.csv"),
  );

  await expect(app.sources).toContainText(["four.csv"]);
  await expect(
    page.getByRole("status").filter({ hasText: t("filter.shown", { shown: 5, all: 5 }) }),
  ).toHaveCount(1);
  await expect(app.grid).toHaveAttribute("aria-rowcount", "6");
  await expect(app.grid.getByRole("columnheader", { name: t("table.outcome") })).toHaveCount(1);
  const secret = await app.cell(persons[1]?.userId ?? "", "secret");
  await expect(secret).toContainText(t("table.bits", { bits: 160 }));
  expect(await secret.textContent()).not.toContain(persons[1]?.secret ?? "none");

  const problems = page.getByRole("complementary", { name: t("workbench.problems") });
  await expect(problems.getByRole("heading", { level: 3, name: t("workbench.level.error") })).toBeVisible();
  const twice = problems.getByRole("button", { name: t("issueCount.user_duplicate", { rows: 2 }) });
  await twice.press("Enter");
  await expect(twice).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.getByRole("status").filter({ hasText: t("filter.shown", { shown: 2, all: 5 }) }),
  ).toHaveCount(1);
  await twice.press("Enter");

  await app.importButton(3).press("Enter");
  const review = page.getByRole("dialog", { name: t("review.title", { rows: 3 }) });
  await expect(review).toBeVisible();
  await expect(review.locator(":focus")).toHaveCount(1);
  await expect(review.getByRole("radio", { name: t("review.choice.keep") })).toBeVisible();
  sandbox.set({ latencyMs: 300 });
  await app.confirmButton.press("Enter");
  await expect(app.running.getByRole("progressbar", { name: t("run.running") })).toBeVisible();
  await expect(app.running.getByRole("status")).toHaveText(t("run.fed"));

  await expect(app.summary).toContainText(t("run.doneTitle"));
  await expect(app.summary).toContainText(t("run.moved", { moved: 3 }));
  expect(await app.summaryCounts()).toEqual({ verified: 3, blocked: 2 });
  await app.summary.getByRole("link", { name: t("run.receipt") }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Run of");
  await expect(page.getByRole("grid", { name: t("runs.rowsTitle") })).toContainText(
    persons[1]?.userId ?? "none",
  );
  await expect(main).not.toContainText(first?.secret ?? "none");
});
