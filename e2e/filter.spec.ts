import { file, HEADER, line, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { type Person, people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

/** Six rows: two without a secret, one with a lookalike, three good. */
async function openSix(app: ImportScreen, persons: readonly Person[]): Promise<void> {
  const cells = persons.map(line);
  for (const at of [1, 3]) if (cells[at]) cells[at][2] = "";
  if (cells[4]) cells[4][2] = `8${cells[4][2]?.slice(1)}`;
  await app.open();
  await app.choose(file("six.csv", table([HEADER, ...cells])));
  await app.expectCounts({ ready: 3, blocked: 3 });
}

const shown = (app: ImportScreen, count: number, all: number) =>
  expect(app.page.getByRole("status").getByText(t("filter.shown", { shown: count, all }))).toBeVisible();

/** The user ids on screen, from top to bottom. */
async function order(app: ImportScreen, persons: readonly Person[]): Promise<string[]> {
  const tops = await Promise.all(
    persons.map(async ({ userId }) => ({ userId, top: (await app.row(userId).boundingBox())?.y ?? -1 })),
  );
  return tops.sort((a, b) => a.top - b.top).map(({ userId }) => userId);
}

test("rows are filtered by state, and the chips carry the counts", async ({ app, sandbox }) => {
  const persons = people(sandbox, 6);
  await openSix(app, persons);
  await expect(app.stateChip("blocked")).toContainText("3");
  await app.stateChip("blocked").click();
  await expect(app.stateChip("blocked")).toHaveAttribute("aria-pressed", "true");
  await shown(app, 3, 6);
  await expect(app.row(persons[1]?.userId ?? "")).toBeVisible();
  await expect(app.row(persons[0]?.userId ?? "")).toHaveCount(0);

  await app.importButton(3).click();
  await app.expectCounts({ verified: 3, blocked: 3 });
  await app.stateChip("verified").click();
  await shown(app, 3, 6);
  await expect(app.row(persons[0]?.userId ?? "")).toBeVisible();
  await app.stateChip("verified").click();
  await shown(app, 6, 6);
});

test("rows are filtered by issue, and each issue tells how many rows have it", async ({ app, sandbox }) => {
  const persons = people(sandbox, 6);
  await openSix(app, persons);
  const option = (code: "secret_missing" | "secret_lookalike", rows: number) =>
    t("filter.issueOption", { sentence: t(`issueGroup.${code}`), rows });
  await app.issueFilter.selectOption({ label: option("secret_missing", 2) });
  await shown(app, 2, 6);
  await expect(app.row(persons[1]?.userId ?? "")).toBeVisible();
  await app.issueFilter.selectOption({ label: option("secret_lookalike", 1) });
  await shown(app, 1, 6);
  await expect(app.row(persons[4]?.userId ?? "")).toBeVisible();
  await app.stateChip("ready").click();
  await expect(app.page.getByText(t("table.noMatch"))).toBeVisible();
  await app.page.getByRole("button", { name: t("table.showAll") }).click();
  await shown(app, 6, 6);
});

test("users are found by any of their names, by line, and never by their secret", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, 6);
  const [first, , third] = persons;
  if (!first || !third) throw new Error("The pool is too small.");
  await openSix(app, persons);
  for (const text of [third.userId.slice(3, 17), third.email.toUpperCase(), "4"]) {
    await app.search.fill(text);
    await expect(app.row(third.userId)).toBeVisible();
  }
  await app.search.fill(third.email);
  await shown(app, 1, 6);
  for (const text of [first.secret, first.secret.slice(0, 8), first.recoveryCode]) {
    await app.search.fill(text);
    await shown(app, 0, 6);
  }
});

test("a header sorts up, down, and back to the order of the file", async ({ app, sandbox }) => {
  const persons = people(sandbox, 6);
  const inFile = persons.map(({ userId }) => userId);
  const sorted = [...inFile].sort();
  await openSix(app, persons);
  const header = app.grid.getByRole("columnheader", { name: t("table.user") });
  const press = () => header.getByRole("button").click();

  await press();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => order(app, persons)).toEqual(sorted);
  await press();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => order(app, persons)).toEqual([...sorted].reverse());
  await press();
  await expect(header).not.toHaveAttribute("aria-sort", /.+/);
  await expect.poll(() => order(app, persons)).toEqual(inFile);

  await app.grid
    .getByRole("columnheader", { name: t("table.issues") })
    .getByRole("button")
    .click();
  await expect
    .poll(async () => (await order(app, persons)).slice(3).sort())
    .toEqual([inFile[1], inFile[3], inFile[4]].sort());
});
