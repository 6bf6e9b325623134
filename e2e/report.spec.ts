import Papa from "papaparse";
import { file, table } from "@/e2e/support/files";
import { ImportScreen } from "@/e2e/support/import-screen";
import { cast, secretOf } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t, wordsOf } from "@/e2e/support/words";

const read = (report: string) =>
  Papa.parse<Record<string, string>>(report.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true })
    .data;

test("the report has every row with its outcome, no secret, and nothing that a spreadsheet would run", async ({
  app,
  sandbox,
  page,
}) => {
  const { good, refused, removed, blocked } = cast(sandbox, "good", "refused", "removed", "blocked");
  const formulas = ['=HYPERLINK("http://evil.example","x")', "+1+2", "-2+3", "@SUM(A1)", "\t=1", "＝1"];
  const badSecret = `0${secretOf("blocked").slice(1)}`;
  sandbox.set({ refuseUsers: [`${refused.userId}:400`] });
  await app.open();
  await app.choose(
    file(
      "=cmd|calc.csv",
      table([
        ["userId", "email", "secret", "recoveryCode"],
        [good.userId, 'a "quoted", name; with everything', good.secret, good.recoveryCode],
        [refused.userId, refused.email, refused.secret, refused.recoveryCode],
        [removed.userId, removed.email, removed.secret, removed.recoveryCode],
        [blocked.userId, blocked.email, badSecret, blocked.recoveryCode],
        ...formulas.map((formula, at) => ["", formula, secretOf(`formula ${at}`), ""]),
      ]),
    ),
  );
  await app.expectCounts({ ready: 3, blocked: 7 });
  await app.grid.getByRole("button", { name: t("table.remove", { line: 4 }) }).click();
  await app.importAll(2);
  await app.expectCounts({ verified: 1, refused: 1, removed: 1, blocked: 7 });

  const download = page.waitForEvent("download");
  const text = await app.report();
  expect((await download).suggestedFilename()).toBe("otp-ferry-report.csv");
  expect(text.startsWith("\ufeff"), "Excel reads it as UTF-8").toBe(true);

  const rows = read(text);
  const column = (name: "line" | "userId" | "name" | "state" | "code" | "explanation" | "statusCode") =>
    rows.map((row) => row[t(`report.${name}`)]);
  expect(column("line")).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
  expect(column("state")).toEqual([
    "verified",
    "refused",
    "removed",
    ...Array.from({ length: 7 }, () => "blocked"),
  ]);
  expect(column("userId").slice(0, 4)).toEqual([good, refused, removed, blocked].map(({ userId }) => userId));
  expect(column("explanation").slice(0, 2)).toEqual([t("outcome.verified"), t("refusal.invalid")]);
  expect(column("code")[1]).toBe("invalid");
  expect(column("statusCode")[1]).toBe("400");
  expect(column("explanation")[3]).toBe(t("issue.secret_lookalike"));
  expect(column("name")[0]).toBe('a "quoted", name; with everything');

  for (const cell of rows.flatMap((row) => Object.values(row)))
    expect(cell).not.toMatch(/^\s*[=+\-@|＝＋－＠]/);
  for (const { secret, recoveryCode } of [good, refused, removed, blocked]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(recoveryCode);
  }
  expect(text).not.toContain(badSecret);
  for (const at of formulas.keys()) expect(text).not.toContain(secretOf(`formula ${at}`));
});

test("the report names the source of each row and is written in the language of the page", async ({
  app,
  sandbox,
  context,
  server,
}) => {
  const zh = wordsOf("zh-CN");
  await context.addCookies([{ name: "locale", value: "zh-CN", url: server.url }]);
  const chinese = new ImportScreen(app.page, zh);
  const { first, second } = cast(sandbox, "first", "second");
  await chinese.open();
  await chinese.choose(
    file(
      "一月.csv",
      table([
        ["userId", "secret"],
        [first.userId, first.secret],
      ]),
    ),
    file(
      "二月.csv",
      table([
        ["userId", "secret"],
        [second.userId, second.secret],
      ]),
    ),
  );
  await chinese.importAll(2);
  const rows = read(await chinese.report());
  expect(rows.map((row) => row[zh("report.source")])).toEqual(["一月.csv", "二月.csv"]);
  expect(rows.map((row) => row[zh("report.explanation")])).toEqual([
    zh("outcome.verified"),
    zh("outcome.verified"),
  ]);
});

test("the template is recognised when it comes back filled in", async ({ app, sandbox, page }) => {
  const { one } = cast(sandbox, "one");
  await app.open();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: t("start.template") }).click();
  const template = await download;
  expect(template.suggestedFilename()).toMatch(/\.csv$/);
  const parts: Buffer[] = [];
  for await (const part of await template.createReadStream()) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString("utf8");

  await app.choose(
    file(template.suggestedFilename(), `${text}${one.userId},${one.secret},${one.recoveryCode}\r\n`),
  );
  await app.expectCounts({ ready: 1, blocked: 2 });
  await expect(app.columnPanel, "no doubt about its columns").toBeHidden();
  await app.importAll(1);
  await app.expectCounts({ verified: 1, blocked: 2 });
  expect(sandbox.stored(one.userId)).toEqual({ secret: one.secret, recoveryCode: one.recoveryCode });
});
