import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Next compiles JSX with the automatic runtime; the tests do the same.
  esbuild: { jsx: "automatic" },
  resolve: {
    alias: {
      "@": here("."),
      // The marker package throws outside a React server build, which is its job in the app and not in tests.
      "server-only": here("node_modules/server-only/empty.js"),
    },
  },
  test: {
    include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx}"],
    // No test makes a key in the data folder of whoever runs it.
    env: { FERRY_SECRET: "the key of the tests, and of nobody else", FERRY_LOG_LEVEL: "silent" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // By itself it would leave a core free, which on a machine with two is half of it. One more, for some tests mostly wait.
    maxWorkers: availableParallelism() + 1,
    // The database’s WebAssembly is not compiled a second time, for speed: no test gets that back.
    execArgv: ["--liftoff-only"],
  },
});
