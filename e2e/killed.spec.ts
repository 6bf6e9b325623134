import { csvOf } from "@/e2e/support/files";
import { people } from "@/e2e/support/people";
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
  await app.importButton(rows).click();
  await app.someVerified();
  await first.kill();

  await expect(app.summary).toContainText(t("run.haltedTitle"));
  await expect(app.summary).toContainText(t("run.lost"));
  const { verified = 0, unknown = 0, ...others } = await app.counts();
  expect(others).toEqual({});
  expect(unknown).toBeGreaterThan(0);
  expect(verified + unknown).toBe(rows);
  await app.stateChip("unknown").click();
  const last = persons.at(-1)?.userId ?? "";
  await app.search.fill(last);
  await app.inspect(last);
  await expect(app.inspector).toContainText(t("doubt.reset"));

  sandbox.set({ latencyMs: 0 });
  await anotherConsole(target, first.port);
  await app.retryButton(unknown).click();
  await app.expectCounts({ verified: rows });
  for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);
});
