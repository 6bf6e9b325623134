import { csvOf } from "@/e2e/support/files";
import type { ImportScreen } from "@/e2e/support/import-screen";
import { people, sentUsers } from "@/e2e/support/people";
import { expect, test } from "@/e2e/support/test";
import { t } from "@/e2e/support/words";

const ROWS = 400;

/** Stop has reached the server: what it does not know of yet, it will not send. */
async function pressStop(app: ImportScreen): Promise<void> {
  const heard = app.page.waitForResponse((response) => response.url().endsWith("/command"));
  await app.stopButton.click();
  expect((await heard).ok()).toBe(true);
}

test("Stop ends a run: what was sent has its true outcome, the rest is stopped, and Retry sends only that", async ({
  app,
  sandbox,
}) => {
  const persons = people(sandbox, ROWS);
  sandbox.set({ latencyMs: 100 });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(ROWS);
  await app.someVerified();
  await pressStop(app);
  sandbox.set({ latencyMs: 0 });
  await expect(app.summary).toContainText(t("run.stoppedTitle"));

  const counts = await app.counts();
  const stopped = counts.stopped ?? 0;
  expect(stopped).toBeGreaterThan(0);
  expect(counts).toEqual({ verified: ROWS - stopped, stopped });
  expect(await app.summaryCounts()).toEqual(counts);
  expect(sentUsers(sandbox), "what was never sent is what is called stopped").toHaveLength(ROWS - stopped);
  for (const { userId } of persons.slice(-stopped)) expect(sandbox.stored(userId)).toBeUndefined();

  await app.stateChip("stopped").click();
  const last = persons.at(-1)?.userId ?? "";
  await app.search.fill(last);
  await app.inspect(last);
  await expect(app.inspector).toContainText(t("outcome.stopped"));

  await app.retryButton(stopped).click();
  await app.expectCounts({ verified: ROWS });
  const sent = sentUsers(sandbox);
  expect(sent, "nobody was sent twice").toHaveLength(ROWS);
  expect(new Set(sent).size).toBe(ROWS);
});

test("a run under way shows its progress and keeps its rows from being changed", async ({
  app,
  sandbox,
  page,
}) => {
  const persons = people(sandbox, ROWS);
  sandbox.set({ latencyMs: 200 });
  await app.open();
  await app.choose(csvOf(persons));
  await app.startImport(ROWS);
  await expect(app.running).toContainText(t("run.running"));
  await expect(app.running.getByRole("progressbar")).toHaveAttribute("max", String(ROWS));
  await expect(page.getByRole("button", { name: t("start.addFiles") })).toBeDisabled();
  await expect(page.getByRole("button", { name: t("sources.clear") })).toBeDisabled();
  await (await app.cell(persons.at(0)?.userId ?? "", "secret")).dblclick();
  await expect(app.editor).toHaveCount(0);
  await app.someVerified();
  await expect(app.running).toContainText(new RegExp(`[1-9]\\d* of ${ROWS}`));

  await pressStop(app);
  sandbox.set({ latencyMs: 0 });
  await expect(app.summary).toBeVisible();
  const { verified = 0, stopped = 0 } = await app.counts();
  expect(verified + stopped).toBe(ROWS);
});

test("a run of several parts stops in all of them", async ({ app, sandbox }) => {
  sandbox.set({ users: 2_500, latencyMs: 30 });
  const rows = 1_600;
  await app.open();
  await app.choose(csvOf(people(sandbox, rows)));
  await app.startImport(rows);
  await app.someVerified();
  await pressStop(app);
  sandbox.set({ latencyMs: 0 });
  await expect(app.summary).toContainText(t("run.stoppedTitle"));
  const { stopped = 0, verified = 0 } = await app.counts();
  expect(stopped, "the second part was not even begun").toBeGreaterThanOrEqual(600);
  expect(stopped + verified).toBe(rows);
  expect(sentUsers(sandbox)).toHaveLength(verified);
});
