import { csvOf } from "@/e2e/support/files";
import { ImportScreen } from "@/e2e/support/import-screen";
import { people, sentUsers } from "@/e2e/support/people";
import { RunClient } from "@/e2e/support/run-client";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

test("the server killed in mid-run: known outcomes stay, the rest is honestly unknown, Retry settles it", async ({
  app,
  sandbox,
  anotherConsole,
  watch,
}) => {
  const rows = 400;
  const persons = people(sandbox, rows);
  const target = {
    host: sandbox.host,
    accessKeyId: sandbox.accessKeyId,
    accessKeySecret: sandbox.accessKeySecret,
  };
  // The connection that breaks is what this is about.
  watch.expect(/net::ERR_/);
  const first = await anotherConsole(target);
  sandbox.set({ latencyMs: 100 });
  await app.open(first.url);
  await app.choose(csvOf(persons));
  await app.startImport(rows);
  await app.someVerified();
  await first.kill();

  await expect(app.running).toContainText(t("run.offline"));

  sandbox.set({ latencyMs: 0 });
  await anotherConsole(target, first);
  await expect(app.summary).toContainText(t("run.haltedTitle"));
  await expect(app.summary).toContainText(t("halt.interrupted"));
  const { verified = 0, unknown = 0, stopped = 0, ...others } = await app.counts();
  expect(others).toEqual({});
  expect(verified).toBeGreaterThan(0);
  expect(unknown).toBeGreaterThan(0);
  expect(verified + unknown + stopped).toBe(rows);
  const sent = new Set(sentUsers(sandbox));
  expect(verified + unknown, "whatever was sent is known, or said to be unknown").toBeGreaterThanOrEqual(
    sent.size,
  );

  await app.retryButton(unknown + stopped).click();
  await app.expectCounts({ verified: rows });
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
});

test("the same file in another tab goes on where a killed server left off", async ({
  app,
  page,
  sandbox,
  anotherConsole,
  watch,
}) => {
  const rows = 200;
  const persons = people(sandbox, rows);
  const { host, accessKeyId, accessKeySecret } = sandbox;
  const target = { host, accessKeyId, accessKeySecret };
  watch.expect(/net::ERR_/);
  const first = await anotherConsole(target);
  sandbox.set({ latencyMs: 100 });
  await app.open(first.url);
  await app.choose(csvOf(persons));
  await app.startImport(rows);
  await app.someVerified();
  await first.kill();
  await page.close();

  sandbox.set({ latencyMs: 0 });
  const second = await anotherConsole(target, first);
  const before = new Set(persons.map(({ userId }) => userId).filter((userId) => sandbox.stored(userId)));
  const calls = sentUsers(sandbox).length;

  // Without the file, what may have been sent is read back and compared with its fingerprint.
  const history = await page.context().newPage();
  await history.goto(`${second.url}/history`);
  await history
    .getByRole("list", { name: t("runs.title") })
    .getByRole("link")
    .first()
    .click();
  await history.getByRole("button", { name: t("runs.look") }).click();
  await expect(history.getByText(t("runs.settledTitle"))).toBeVisible();
  const key = new URL(history.url()).pathname.split("/").at(-1) ?? "";
  for (const { userId, outcome } of await new RunClient(second.url).rows(key))
    expect(outcome.state === "verified", `${userId} ${JSON.stringify(outcome)}`).toBe(before.has(userId));
  expect(sentUsers(sandbox).length, "nothing was sent").toBe(calls);
  await history.goto(`${second.url}/audit`);
  await expect(history.getByRole("row").filter({ hasText: t("audit.action.run_looked_at") })).toContainText(
    key,
  );
  await history.close();

  const other = new ImportScreen(await page.context().newPage());
  await other.open(second.url);
  // Edited, and in another order.
  await other.choose(csvOf([...persons].reverse()));
  await other.importAll(rows);
  await other.expectCounts({ verified: rows });
  const again = sentUsers(sandbox).slice(calls);
  expect(
    again.filter((userId) => before.has(userId)),
    "nobody who has it was sent again",
  ).toEqual([]);
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
  const [oldest] = persons;
  await other.search.fill(oldest?.userId ?? "");
  await other.inspect(oldest?.userId ?? "");
  await expect(other.inspector).toContainText(/Imported earlier/);
});
