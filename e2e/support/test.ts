import { setTimeout as sleep } from "node:timers/promises";
import { test as base, expect } from "@playwright/test";
import { runListSchema } from "@/lib/otp/run-list";
import { isLive } from "@/lib/otp/run-view";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { type ConsoleServer, type StartOptions, startConsole, type Target } from "./console-server";
import { ImportScreen } from "./import-screen";
import { KeptContext } from "./kept-context";
import { type Watch, watchContext } from "./watch";

type ForWorker = {
  /** The stand-in GenAuth behind `server`; back at its start before each test. */
  pool: RunningSandbox;
  /** The console under test. */
  server: ConsoleServer;
  kept: KeptContext;
};

type ForTest = {
  /** `pool` after its reset. */
  sandbox: RunningSandbox;
  watch: Watch;
  app: ImportScreen;
  /** Starts another console for this test alone: with another key, another GenAuth, or to be killed. */
  anotherConsole: (target: Target, options?: StartOptions) => Promise<ConsoleServer>;
};

async function forgetRuns(url: string): Promise<void> {
  const headers = { origin: url };
  const { runs } = runListSchema.parse(await (await fetch(`${url}/api/runs`)).json());
  for (const { key, state } of runs) {
    if (isLive(state)) {
      const command = { method: "POST", headers, body: JSON.stringify({ command: "stop" }) };
      await fetch(`${url}/api/runs/${key}/command`, command);
      while (!(await fetch(`${url}/api/runs/${key}`, { method: "DELETE", headers })).ok) await sleep(50);
    } else await fetch(`${url}/api/runs/${key}`, { method: "DELETE", headers });
  }
}

/** Fails a test whose page threw, logged an error, broke the CSP or talked to anybody else. */
export const test = base.extend<ForTest, ForWorker>({
  pool: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of this pattern.
    async ({}, use) => {
      const pool = await startSandbox();
      await use(pool);
      await pool.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ pool }, use) => {
      const server = await startConsole(pool);
      await use(server);
      await server.kill();
      expect(server.strangers(), "whom the server talked to").toEqual([]);
    },
    { scope: "worker" },
  ],
  kept: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of this pattern.
    async ({}, use) => {
      const kept = new KeptContext();
      await use(kept);
      await kept.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  // A test that uses another locale, size, … than the configuration has a context of its own.
  context: async (
    { browser, server, kept, locale, colorScheme, viewport, permissions, hasTouch },
    use,
    { project },
  ) => {
    const usual = Object.entries({ locale, colorScheme, viewport }).every(
      ([name, value]) => JSON.stringify(value) === JSON.stringify(project.use[name as "locale"]),
    );
    if (usual && !permissions && !hasTouch) {
      await use(await kept.open(browser));
      await kept.empty(server.url);
    } else {
      const context = await browser.newContext();
      await use(context);
      await context.close();
    }
  },
  sandbox: [
    async ({ pool, server }, use) => {
      await pool.reset();
      // What the tests before have imported, this one must be able to import again.
      await forgetRuns(server.url);
      await use(pool);
    },
    { auto: true },
  ],
  watch: [
    async ({ context, server }, use) => {
      const watch = watchContext(context, new URL(server.url).origin);
      await use(watch);
      expect(watch.problems(), "what the page did wrong").toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page }, use) => use(new ImportScreen(page)),
  anotherConsole: async ({ context, watch }, use) => {
    const consoles: ConsoleServer[] = [];
    await use(async (target, options) => {
      const server = await startConsole(target, options);
      consoles.push(server);
      watch.trust(new URL(server.url).origin);
      return server;
    });
    // A page that is still loading something from a server must not see it go.
    const theirs = context.pages().filter((page) => consoles.some(({ url }) => page.url().startsWith(url)));
    await Promise.all(theirs.map((page) => page.close()));
    await Promise.all(consoles.map((server) => server.kill()));
    for (const server of consoles) expect(server.strangers(), "whom the server talked to").toEqual([]);
  },
});

export { expect };
