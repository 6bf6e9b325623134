import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { type ConsoleServer, startConsole } from "@/e2e/support/console-server";
import { people, sentUsers } from "@/e2e/support/people";
import { RunClient, rowsOf } from "@/e2e/support/run-client";
import { startSandbox } from "@/lib/sandbox/server";

const ROWS = 600;
const statusOf = async (server: ConsoleServer, path: string) => (await fetch(server.url + path)).status;

for (const signal of ["SIGTERM", "SIGINT"] as const)
  test(`${signal}: what is under way is finished, the rest is stopped, and the process ends well`, async () => {
    const sandbox = await startSandbox();
    const persons = people(sandbox, ROWS);
    const server = await startConsole(sandbox, { env: { NEXT_MANUAL_SIG_HANDLE: "1" } });
    expect(await statusOf(server, "/api/health/live")).toBe(204);
    expect(await statusOf(server, "/api/health/ready")).toBe(204);
    sandbox.set({ latencyMs: 400 });
    const client = new RunClient(server.url);
    const key = await client.begin(rowsOf(persons));
    while (sentUsers(sandbox).length === 0) await sleep(20);

    const following = client.end(key);
    server.signal(signal);
    while ((await statusOf(server, "/api/health/ready")) !== 503) await sleep(20);
    await expect(client.begin(rowsOf(persons.slice(0, 1)))).rejects.toThrow("full");
    expect(await following, "who follows it is told").toMatchObject({ state: "interrupted" });
    expect(await server.ended).toBe(0);

    sandbox.set({ latencyMs: 0 });
    const again = await startConsole(sandbox, { data: server.data });
    const rows = await new RunClient(again.url).rows(key);
    await again.kill();
    const sent = new Set(sentUsers(sandbox));
    expect(sent.size).toBeLessThan(ROWS);
    expect(rows).toHaveLength(ROWS);
    for (const { userId, outcome } of rows) {
      if (sent.has(userId)) expect(["accepted", "verified"], userId).toContain(outcome.state);
      else expect(outcome.state, userId).toBe("stopped");
    }
    await sandbox.close();
  });
