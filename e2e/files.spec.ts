import { gb18030, utf16 } from "@/e2e/support/encode";
import { csvOf, file, HEADER, line, table } from "@/e2e/support/files";
import { dropOn } from "@/e2e/support/import-screen";
import { type Person, people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("a CSV file chosen in the picker is checked, imported and seen in GenAuth", async ({ app, sandbox }) => {
  const persons = people(sandbox, 3);
  await app.open();
  await app.choose(csvOf(persons));
  await app.expectCounts({ ready: 3 });
  expect(sandbox.requests().counts, "nothing leaves before Import").toEqual({});

  await app.importAll(3);
  await app.expectCounts({ verified: 3 });
  for (const { userId, secret, recoveryCode } of persons) {
    await app.expectState(userId, "verified");
    expect(sandbox.stored(userId)).toEqual({ secret, recoveryCode });
  }
  expect(sentUsers(sandbox)).toEqual(persons.map(({ userId }) => userId));
});

const rows = (persons: readonly Person[]) => [HEADER, ...persons.map(line)];
const CHINESE_HEADER = ["用户ID", "用户名", "密钥", "恢复码"];
const chineseRows = (persons: readonly Person[]) => [
  CHINESE_HEADER,
  ...persons.map(({ userId, secret, recoveryCode }) => [userId, "赵磊", secret, recoveryCode]),
];

const WRITTEN: Record<
  string,
  { name?: string; shows?: string; of: (persons: Person[]) => string | Uint8Array }
> = {
  "a name in capitals": { name: "EXPORT.CSV", of: (persons) => table(rows(persons)) },
  "UTF-8 with a byte order mark": { of: (persons) => `\ufeff${table(rows(persons))}` },
  "UTF-16, little-endian, with tabs": { of: (persons) => utf16(table(rows(persons), "\t"), "le") },
  "UTF-16, big-endian": { of: (persons) => utf16(table(rows(persons)), "be") },
  "GB18030 with a Chinese header": { shows: "赵磊", of: (persons) => gb18030(table(chineseRows(persons))) },
  "UTF-8 with a Chinese header": { shows: "赵磊", of: (persons) => table(chineseRows(persons)) },
  "no header": { of: (persons) => table(persons.map(line)) },
  semicolons: { of: (persons) => table(rows(persons), ";") },
  tabs: { name: "people.tsv", of: (persons) => table(rows(persons), "\t") },
  bars: { name: "people.txt", of: (persons) => table(rows(persons), "|") },
  "quotes, line feeds alone and columns nobody asked for": {
    of: (persons) =>
      table([
        ["department", "TOTP Secret", "User ID"],
        ...persons.map(({ secret, userId }) => ['Night shift, "B"', secret, userId]),
      ]).replaceAll("\r\n", "\n"),
  },
};

for (const [how, { name = "people.csv", shows, of }] of Object.entries(WRITTEN)) {
  test(`CSV with ${how} arrives byte for byte`, async ({ app, sandbox }) => {
    const persons = people(sandbox, 3);
    await app.open();
    await app.choose(file(name, of(persons)));
    await app.expectCounts({ ready: 3 });
    await expect(app.sources).toContainText([name]);
    for (const { userId } of persons) await expect(app.row(userId)).toContainText(shows ?? userId);

    await app.importAll(3);
    await app.expectCounts({ verified: 3 });
    for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
  });
}

test("several files at once become one table that names each row's file", async ({ app, sandbox }) => {
  const [first, second, third] = [
    people(sandbox, 2),
    people(sandbox, 5).slice(2),
    people(sandbox, 6).slice(5),
  ];
  await app.open();
  await app.choose(
    csvOf(first, "first.csv"),
    csvOf(second, "second.csv"),
    file("third.json", JSON.stringify(third.map(({ userId, secret }) => ({ userId, secret })))),
  );
  await app.expectCounts({ ready: 6 });
  await expect(app.sources).toContainText([
    new RegExp(`first\\.csv.*${t("sources.rows", { rows: 2 })}`),
    "second.csv",
    "third.json",
  ]);
  for (const { userId } of second) await expect(app.row(userId)).toContainText("second.csv");

  await app.importAll(6);
  await app.expectCounts({ verified: 6 });
});

test("a source can be taken out again, with its rows", async ({ app, sandbox, page }) => {
  await app.open();
  await app.choose(csvOf(people(sandbox, 2), "stays.csv"), csvOf(people(sandbox, 5).slice(2), "goes.csv"));
  await app.expectCounts({ ready: 5 });
  await page.getByRole("button", { name: t("sources.remove", { name: "goes.csv" }) }).click();
  await app.expectCounts({ ready: 2 });
  await expect(app.sources).toHaveCount(1);
});

test("files can be dropped, on the start screen and next to those already there", async ({
  app,
  sandbox,
  page,
}) => {
  const persons = people(sandbox, 3);
  await app.open();
  const area = page.getByRole("region", { name: t("start.drop") });
  await dropOn(area, [csvOf(persons.slice(0, 2), "dropped.csv")]);
  await app.expectCounts({ ready: 2 });

  await dropOn(app.grid, [csvOf(persons.slice(2), "later.csv")]);
  await app.expectCounts({ ready: 3 });
  await expect(page.getByText(t("start.dropNow"))).toBeHidden();
  await expect(app.sources).toContainText(["dropped.csv", "later.csv"]);
});

test("the page says so while a file hovers over it", async ({ app, page }) => {
  await app.open();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([""], "hovering.csv"));
    return data;
  });
  const area = page.getByRole("region", { name: t("start.drop") });
  await area.dispatchEvent("dragenter", { dataTransfer: transfer });
  await expect(page.getByText(t("start.dropNow"))).toBeVisible();
  await area.dispatchEvent("dragleave", { dataTransfer: transfer });
  await expect(page.getByText(t("start.dropNow"))).toBeHidden();
});

test("one and the same file can be chosen again after it was taken out", async ({ app, sandbox, page }) => {
  const again = csvOf(people(sandbox, 2));
  await app.open();
  await app.choose(again);
  await app.expectCounts({ ready: 2 });
  await page.getByRole("button", { name: t("sources.clear") }).click();
  await app.dialog.getByRole("button", { name: t("sources.clearYes") }).click();
  await app.choose(again);
  await app.expectCounts({ ready: 2 });
});

test("more rows than one call takes: every one has its outcome, and the last is a scroll away", async ({
  app,
  sandbox,
}) => {
  sandbox.set({ users: 1_500 });
  const persons = people(sandbox, 1_200);
  await app.open();
  await app.choose(csvOf(persons, "many.csv"));
  await app.expectCounts({ ready: 1_200 });
  await app.importAll(1_200);
  await app.expectCounts({ verified: 1_200 });
  expect(new Set(sentUsers(sandbox)).size).toBe(1_200);
  expect(sentUsers(sandbox), "no row was sent twice").toHaveLength(1_200);

  const last = persons.at(-1);
  await app.grid.focus();
  await app.page.keyboard.press("Control+End");
  await app.expectState(last?.userId ?? "", "verified");
});
