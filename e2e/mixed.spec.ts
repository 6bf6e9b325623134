import { csvOf, file, table } from "@/e2e/support/files";
import { cast, secretOf, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

const HEADER = ["userId", "secret", "recoveryCode", "type", "algorithm", "digits", "period"];
const STATED = ["totp", "SHA1", "6", "30"];

test("of good and bad records only the good ones are sent, and the totals add up", async ({
  app,
  sandbox,
}) => {
  const { a, b, c, hotp, sha256, eight, minute, none, short, lookalike, twin } = cast(
    sandbox,
    "a",
    "b",
    "c",
    "hotp",
    "sha256",
    "eight",
    "minute",
    "none",
    "short",
    "lookalike",
    "twin",
  );
  const bad = [
    { who: hotp, cells: [hotp.secret, "", "hotp", "SHA1", "6", ""], code: "type_hotp" },
    { who: sha256, cells: [sha256.secret, "", "totp", "SHA256", "6", "30"], code: "algorithm_unsupported" },
    { who: eight, cells: [eight.secret, "", "totp", "SHA1", "8", "30"], code: "digits_unsupported" },
    { who: minute, cells: [minute.secret, "", "totp", "SHA1", "6", "60"], code: "period_unsupported" },
    { who: none, cells: ["", "", ...STATED], code: "secret_missing" },
    { who: short, cells: [secretOf("short", 8), "", ...STATED], code: "secret_short" },
    { who: lookalike, cells: [`0${lookalike.secret.slice(1)}`, "", ...STATED], code: "secret_lookalike" },
    { who: twin, cells: [twin.secret, "", ...STATED], code: "user_duplicate" },
    { who: twin, cells: [secretOf("another"), "", ...STATED], code: "user_duplicate" },
  ] as const;
  await app.open();
  await app.choose(
    file(
      "mixed.csv",
      table([
        HEADER,
        [a.userId, a.secret, a.recoveryCode, ...STATED],
        ...bad.slice(0, 4).map(({ who, cells }) => [who.userId, ...cells]),
        [b.userId, b.secret, "", ...STATED],
        ...bad.slice(4).map(({ who, cells }) => [who.userId, ...cells]),
        [c.userId, c.secret.toLowerCase().replace(/.{4}/g, "$& "), "", ...STATED],
        ["", secretOf("nobody"), "", ...STATED],
      ]),
    ),
  );
  await app.expectCounts({ ready: 3, blocked: 10 });
  for (const { who, code } of bad.slice(0, 7)) {
    await expect(await app.cell(who.userId, "issues")).toContainText(t(`issueGroup.${code}`));
    await app.expectState(who.userId, "blocked");
  }
  await expect(app.row(twin.userId)).toHaveCount(2);

  await app.importAll(3);
  await app.expectCounts({ verified: 3, blocked: 10 });
  expect(await app.summaryCounts()).toEqual({ verified: 3, blocked: 10 });
  await expect(app.summary).toContainText(t("run.nextClean"));
  for (const { userId, secret } of [a, b, c]) expect(sandbox.stored(userId)?.secret).toBe(secret);
  expect(sentUsers(sandbox).sort()).toEqual([a.userId, b.userId, c.userId].sort());
  for (const { who } of bad) expect(sandbox.stored(who.userId)).toBeUndefined();
});

test("the sample data shows every kind of row, and its totals add up", async ({ app, page }) => {
  await app.open();
  await page.getByRole("button", { name: t("start.samples.first.name") }).click();
  await app.expectCounts({ ready: 19, blocked: 9 });
  await app.importButton(19).click();
  // Two of them GenAuth would refuse: that is known before anything is sent.
  await expect(app.dialog).toContainText(t("review.enrolmentsChecked"));
  await app.confirmButton.click();
  await app.expectCounts({ verified: 17, blocked: 11 });
  await expect(app.summary).toContainText(t("run.nextClean"));
});

test("a file in which nothing can be imported cannot be imported", async ({ app, page, sandbox }) => {
  await app.open();
  await app.choose(
    file(
      "bad.csv",
      table([
        ["userId", "secret"],
        [cast(sandbox, "one").one.userId, "ABC018"],
      ]),
    ),
  );
  await app.expectCounts({ blocked: 1 });
  await expect(page.getByRole("button", { name: t("run.nothing") })).toBeDisabled();
});

test("the same user in two files is found, and the first of them in the inspector", async ({
  app,
  sandbox,
}) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  await app.choose(
    csvOf([one], "monday.csv"),
    csvOf([{ ...one, secret: secretOf("tuesday") }], "tuesday.csv"),
  );
  await app.expectCounts({ blocked: 2 });
  await app.inspect("monday.csv");
  await expect(app.inspector).toContainText(
    t("issue.user_duplicate", { line: 2, elsewhere: "yes", file: "tuesday.csv" }),
  );
});
