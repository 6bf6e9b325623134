import { expect, test } from "@playwright/test";
import { type ConsoleServer, startConsole } from "@/e2e/support/console-server";
import { people } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { t, wordsOf } from "@/e2e/support/words";
import { startSandbox } from "@/lib/sandbox/server";
import { startPostgres } from "@/scripts/support/test-database";

test("two replicas on one PostgreSQL: one stops the other's run, and goes on where a killed one left off", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const sandbox = await startSandbox();
  const postgres = await startPostgres();
  const consoles: ConsoleServer[] = [];
  try {
    const url = await postgres.database("ferry");
    const env = { DATABASE_URL: url, FERRY_SECRET: "the same secret in both replicas" };
    const start = async () => {
      const server = await startConsole(sandbox, { env });
      consoles.push(server);
      return new RunClient(server.url);
    };
    const [one, two] = [await start(), await start()];
    const persons = people(sandbox, 300);

    sandbox.set({ latencyMs: 300 });
    const stopped = await one.begin(rowsOf(persons));
    expect((await two.view(stopped)).state).toBe("running");
    const ended = two.end(stopped);
    await two.command(stopped, "stop");
    expect((await ended).state).toBe("stopped");

    const killed = await one.begin(rowsOf(persons));
    await expect.poll(async () => (await one.view(killed)).counts.verified ?? 0).toBeGreaterThan(0);
    const claimed = await two.begin(rowsOf(persons.slice(-20)));
    await two.end(claimed);
    for (const { outcome } of await two.rows(claimed))
      expect(outcome, "one user, one run").toEqual({ state: "stopped", code: "claimed" });
    await consoles[0]?.kill();
    sandbox.set({ latencyMs: 0 });
    const { state, counts } = await two.end(killed);
    expect(state).toBe("interrupted");
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(300);
    const known = (await two.rows(killed)).filter(({ outcome }) => outcome.state === "verified");
    const sent = sandbox.requests().imports.length;

    const again = await two.begin(rowsOf(persons));
    expect(await two.end(again)).toMatchObject({ state: "done", counts: { verified: 300 } });
    const users = new Set(known.map(({ userId }) => userId));
    const later = sandbox.requests().imports.slice(sent);
    expect(later.flatMap(({ userIds }) => userIds).filter((userId) => users.has(userId))).toEqual([]);
    for (const { userId, secret } of persons) expect(sandbox.stored(userId)?.secret).toBe(secret);

    // The server restarts under a run, which waits for it; a page that is opened meanwhile says what is wrong.
    const others = people(sandbox, 600).slice(300);
    sandbox.set({ latencyMs: 300 });
    const through = await two.begin(rowsOf(others));
    await expect.poll(async () => (await two.view(through)).counts.verified ?? 0).toBeGreaterThan(0);
    await postgres.pause();
    await page.goto(`${two.url}/history`);
    await expect(page.getByRole("heading", { name: t("app.errorTitle") })).toBeVisible();
    await page.context().addCookies([{ name: "locale", value: "zh-CN", url: two.url }]);
    await page.reload();
    const chinese = wordsOf("zh-CN");
    await expect(page.getByRole("heading", { name: chinese("app.errorTitle") })).toBeVisible();
    await postgres.resume();
    await page.getByRole("button", { name: chinese("app.tryAgain") }).click();
    await expect(page.getByRole("heading", { name: chinese("runs.title"), level: 1 })).toBeVisible();
    expect(await two.end(through)).toMatchObject({ state: "done", counts: { verified: 300 } });
  } finally {
    for (const server of consoles) await server.kill();
    await postgres.stop();
    await sandbox.close();
  }
});
