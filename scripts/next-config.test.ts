import { resolve } from "node:path";
import { expect, test } from "vitest";

test("the development server does not print what actions are called with", async () => {
  const { default: config } = await import(resolve("next.config.js"));
  expect(config.logging).toMatchObject({ serverFunctions: false });
});
