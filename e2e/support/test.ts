import { test as base, expect } from "@playwright/test";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { type ConsoleServer, startConsole, type Target } from "./console-server";
import { ImportScreen } from "./import-screen";
import { type Watch, watchContext } from "./watch";

type ForWorker = {
  /** The stand-in GenAuth behind `server`; back at its start before each test. */
  pool: RunningSandbox;
  /** The console under test. */
  server: ConsoleServer;
};

type ForTest = {
  /** `pool` after its reset. */
  sandbox: RunningSandbox;
  watch: Watch;
  app: ImportScreen;
  /** Starts another console for this test alone: with another key, another GenAuth, or to be killed. */
  anotherConsole: (target: Target, port?: number) => Promise<ConsoleServer>;
};

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
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  sandbox: [
    async ({ pool }, use) => {
      await pool.reset();
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
    await use(async (target, port) => {
      const server = await startConsole(target, port);
      consoles.push(server);
      watch.trust(new URL(server.url).origin);
      return server;
    });
    // A page that is still loading something from a server must not see it go.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(consoles.map((server) => server.kill()));
  },
});

export { expect };
