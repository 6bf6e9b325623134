import { file, HEADER, line, table } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { cast, type Person, people } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";
import type { RunningSandbox } from "@/lib/sandbox/server";

/** Six rows: two without a secret, one with a lookalike, three good. */
async function openSix(app: ImportScreen, sandbox: RunningSandbox) {
  const six = cast(sandbox, "first", "none", "third", "neither", "lookalike", "last");
  const { first, none, third, neither, lookalike, last } = six;
  const cells = [
    line(first),
    line({ ...none, secret: "" }),
    line(third),
    line({ ...neither, secret: "" }),
    line({ ...lookalike, secret: `8${lookalike.secret.slice(1)}` }),
    line(last),
  ];
  await app.open();
  await app.choose(file("six.csv", table([HEADER, ...cells])));
  await app.expectCounts({ ready: 3, blocked: 3 });
  return six;
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
  const { first, none } = await openSix(app, sandbox);
  await expect(app.stateChip("blocked")).toContainText("3");
  await app.stateChip("blocked").click();
  await expect(app.stateChip("blocked")).toHaveAttribute("aria-pressed", "true");
  await shown(app, 3, 6);
  await expect(app.row(none.userId)).toBeVisible();
  await expect(app.row(first.userId)).toHaveCount(0);

  await app.startImport(3);
  await app.expectCounts({ verified: 3, blocked: 3 });
  await app.stateChip("verified").click();
  await shown(app, 3, 6);
  await expect(app.row(first.userId)).toBeVisible();
  await app.stateChip("verified").click();
  await shown(app, 6, 6);
});

test("rows are filtered by issue, and each issue tells how many rows have it", async ({ app, sandbox }) => {
  const { none, lookalike } = await openSix(app, sandbox);
  const option = (code: "secret_missing" | "secret_lookalike", rows: number) =>
    t("filter.issueOption", { sentence: t(`issueGroup.${code}`), rows });
  await app.issueFilter.selectOption({ label: option("secret_missing", 2) });
  await shown(app, 2, 6);
  await expect(app.row(none.userId)).toBeVisible();
  await app.issueFilter.selectOption({ label: option("secret_lookalike", 1) });
  await shown(app, 1, 6);
  await expect(app.row(lookalike.userId)).toBeVisible();
  await app.stateChip("ready").click();
  await expect(app.page.getByText(t("table.noMatch"))).toBeVisible();
  await app.page.getByRole("button", { name: t("table.showAll") }).click();
  await shown(app, 6, 6);
});

test("users are found by any of their names, by line, and never by their secret", async ({
  app,
  sandbox,
}) => {
  const { first, third } = await openSix(app, sandbox);
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
  const { none, neither, lookalike } = await openSix(app, sandbox);
  const persons = people(sandbox, 6);
  const inFile = persons.map(({ userId }) => userId);
  const sorted = [...inFile].sort();
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
    .toEqual([none, neither, lookalike].map(({ userId }) => userId).sort());
});
